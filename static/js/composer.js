// The composer by script: one network and one step at a time on a phone, gestures without leaving the page, small aids.
import { once } from "./writing.js";

const phone = window.matchMedia("(width < 1024px)");

// --- Two steps: write, then check and schedule -----------------------------------------------------------------------
function go(form, view, to) {
  form.classList.toggle("composer--check", view === "check");
  form.classList.toggle("composer--write", view !== "check");
  form.elements.view.value = view;
  for (const step of form.querySelectorAll("[data-step]")) {
    const here = step.dataset.step === view;
    step.classList.toggle("steps__item--current", here);
    step.classList.toggle("steps__item--done", !here && view === "check");
    if (here) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  const place = document.getElementById(to ?? (view === "check" ? "preview-title" : "start-title"));
  if (to) place?.scrollIntoView({ block: "start" });
  else window.scrollTo(0, 0);
  (to ? place?.querySelector("input:checked") : place)?.focus({ preventScroll: true });
}

// --- One network at a time -------------------------------------------------------------------------------------------
function show(form, key) {
  for (const sheet of form.querySelectorAll("[data-sheet]")) sheet.classList.toggle("is-shown", sheet.dataset.sheet === key);
  for (const tab of form.querySelectorAll("[data-net]")) tab.setAttribute("aria-pressed", String(tab.dataset.net === key));
  form.dataset.shown = key;
}

function tabs(form) {
  const bar = form.querySelector("[data-net-tabs]");
  if (!bar) return;
  bar.hidden = false;
  form.classList.add("has-tabs");
  for (const tab of bar.querySelectorAll("[data-net]")) {
    tab.addEventListener("click", () => {
      const { net } = tab.dataset;
      const on = form.elements[`on_${net}`];
      // Choosing a network is choosing to share there; its switch takes that back.
      if (on && !on.checked) on.click();
      show(form, net);
    });
  }
  const first = form.querySelector("[data-on]:checked") ?? form.querySelector("[data-on]");
  if (first) show(form, form.dataset.shown ?? first.dataset.on);
}

// --- Previews: one at a time on a phone ------------------------------------------------------------------------------
function previews(form) {
  const bar = form.querySelector("[data-preview-tabs]");
  if (!bar) return;
  bar.hidden = false;
  const pick = (key) => {
    form.dataset.preview = key;
    for (const each of bar.querySelectorAll("[data-show]")) each.setAttribute("aria-pressed", String(each.dataset.show === key));
    for (const each of form.querySelectorAll("[data-preview]")) each.classList.toggle("is-aside", each.dataset.preview !== key);
  };
  for (const button of bar.querySelectorAll("[data-show]")) button.addEventListener("click", () => pick(button.dataset.show));
  pick(bar.querySelector("[data-show]").dataset.show);
}

// --- Aids: at the place where one is writing -------------------------------------------------------------------------
function insert(area, what) {
  area.focus();
  const before = area.value.slice(0, area.selectionStart);
  const words = what.startsWith("#") && before && !/\s$/.test(before) ? ` ${what}` : what;
  // The browser's own way keeps its undo; the other one works everywhere.
  if (document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// --- Gestures: the server's answer takes the form's place, and one stays where one was --------------------------------
async function touch(form, button) {
  // A preview under way is waited for, and no other begins: it would speak of words that are about to change.
  form.dataset.touched = "yes";
  const patience = Date.now() + 1500;
  while (form.classList.contains("htmx-request") && Date.now() < patience) await new Promise((resume) => setTimeout(resume, 30));
  const body = new FormData(form);
  for (const name of ["picture_file", "document_file"]) body.delete(name);
  body.set(button.name, button.value);
  let page;
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    delete form.dataset.touched; // Without a network nothing has changed.
    return;
  }
  const fresh = page.getElementById("composer");
  if (!fresh) {
    form.requestSubmit(button);
    return;
  }
  if (form.dataset.shown) fresh.dataset.shown = form.dataset.shown;
  const open = [...form.querySelectorAll("details")].map((details) => details.open);
  form.replaceWith(fresh);
  const bottom = page.getElementById("bottom-what");
  if (bottom) document.getElementById("bottom-what")?.replaceChildren(...bottom.childNodes);
  window.htmx?.process(fresh);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: fresh } }));
  // What was unfolded stays so, as far as the new form has the same parts.
  const parts = [...fresh.querySelectorAll("details")];
  if (parts.length === open.length) parts.forEach((details, at) => (details.open = open[at]));
  document.getElementById(button.id)?.focus({ preventScroll: true });
}

function pressed(form, event) {
  const button = event.target.closest("button, a");
  if (!button) return;
  const data = button.dataset;
  if (data.insert) {
    event.preventDefault();
    button.closest("details")?.removeAttribute("open");
    insert(document.getElementById(data.into), data.insert);
  } else if (data.undo) {
    document.getElementById(data.undo).focus();
    document.execCommand("undo");
  } else if (data.view && phone.matches) {
    event.preventDefault();
    go(form, data.view, data.to);
  } else if ("touch" in data) {
    event.preventDefault();
    touch(form, button);
  }
}

export function composer(root) {
  once(root, "composer", "form#composer", (form) => {
    if (phone.matches) for (const fold of form.querySelectorAll("[data-fold]:not([data-fold-full])")) fold.open = false;
    for (const button of form.querySelectorAll("[data-undo]")) button.hidden = false;
    tabs(form);
    previews(form);
    form.addEventListener("click", (event) => pressed(form, event));
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (form.dataset.touched) event.preventDefault();
    });
    // A file is taken in as soon as it is chosen.
    form.querySelector("[data-send-file]")?.addEventListener("change", (event) => {
      if (event.target.files.length) form.requestSubmit(document.getElementById("add-file"));
    });
    form.addEventListener("htmx:afterSettle", () => {
      const shown = form.dataset.preview;
      if (shown) for (const one of form.querySelectorAll("[data-preview]")) one.classList.toggle("is-aside", one.dataset.preview !== shown);
    });
  });
}

// The bar below stands outside the form.
document.addEventListener("click", (event) => {
  const form = document.getElementById("composer");
  if (form && !form.contains(event.target)) pressed(form, event);
});
