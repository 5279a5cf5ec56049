// Text areas: growing with the text, and counting plain characters. Weighted counts come from the server.

const grows = CSS.supports("field-sizing", "content");

export function each(root, selector, act) {
  if (root.matches?.(selector)) act(root);
  for (const element of root.querySelectorAll(selector)) act(element);
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

export function counters(root) {
  each(root, "[data-count]", (field) => {
    const counter = document.querySelector(field.dataset.count);
    const used = counter?.querySelector("[data-counter-used]");
    if (!used) return;
    const limit = Number(field.dataset.limit);
    const format = new Intl.NumberFormat(document.documentElement.lang);
    const count = () => {
      // Counted as a reader counts: an accent or an emoji is one.
      const n = [...field.value].length;
      const left = limit - n;
      used.textContent = left < 0 ? `− ${format.format(-left)}` : format.format(n);
      counter.classList.toggle("counter--warn", left >= 0 && left <= 20);
      counter.classList.toggle("counter--bad", left < 0);
      counter.querySelector(".counter__arc")?.setAttribute("stroke-dasharray", `${Math.min(100, (100 * n) / limit)} 100`);
    };
    field.addEventListener("input", count);
    count();
  });
}
