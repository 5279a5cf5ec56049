// Text areas that grow with the text. What a network counts comes from the server.

const grows = CSS.supports("field-sizing", "content");

export function each(root, selector, act) {
  if (root.matches?.(selector)) act(root);
  for (const element of root.querySelectorAll(selector)) act(element);
}

// As `each`, but never twice for one element: htmx says that a page was loaded when the page has done so itself.
export function once(root, name, selector, act) {
  each(root, selector, (element) => {
    const marks = (element.relais ??= new Set());
    if (marks.has(name)) return;
    marks.add(name);
    act(element);
  });
}

export function autosize(root) {
  if (grows) return;
  each(root, "textarea[data-autosize]", (area) => {
    const fit = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    };
    area.addEventListener("input", fit);
    fit();
  });
}
