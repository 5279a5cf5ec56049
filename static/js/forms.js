// Forms: sent once, with a word that says so; or by themselves when a choice changes.

function busy(button) {
  button.dataset.before = button.innerHTML;
  button.classList.add("is-busy");
  button.setAttribute("aria-disabled", "true");
  if (!button.dataset.loading) return;
  const label = button.querySelector(".button__label");
  button.querySelector(".icon")?.replaceWith(spinner());
  if (!button.querySelector(".button__busy")) button.prepend(spinner());
  if (label) label.textContent = button.dataset.loading;
}

function spinner() {
  const mark = document.createElement("span");
  mark.className = "button__busy";
  mark.ariaHidden = "true";
  return mark;
}

function rested(form) {
  delete form.dataset.sent;
  for (const button of document.querySelectorAll("button.is-busy")) {
    if (button.form !== form) continue;
    button.innerHTML = button.dataset.before;
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}

export function forms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [data-many]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sent = "true";
    // The pressed button's own value must still be part of what is sent: it is only marked, never disabled.
    const button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
    if (button) setTimeout(() => busy(button));
  });
  // A page that comes back from the browser's memory can be sent again, with what was typed in it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-sent]")) rested(form);
  });
  document.addEventListener("change", (event) => {
    event.target.closest("form[data-autosubmit]")?.requestSubmit();
  });
}
