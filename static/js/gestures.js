// Dialogs, menus, copying, focus after an error, the device's time zone.
import { each } from "./writing.js";

// <a href="/confirm/" data-dialog="id">: opens the dialog in place; without script the link goes to the page.
export function dialogs(root) {
  each(root, "[data-dialog]", (opener) => {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  });
}

// One menu open at a time; Escape or a click elsewhere closes it.
export function menus() {
  const close = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details[data-menu][open]");
    close(null);
    menu?.querySelector("summary")?.focus();
  });
}

// data-copy="#id" copies the text of an element, data-copy-text="…" the text itself.
export function copying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-text]");
    if (!button || !navigator.clipboard) return;
    event.preventDefault();
    const source = button.dataset.copy && document.querySelector(button.dataset.copy);
    const text = source ? (source.value ?? source.textContent) : button.dataset.copyText;
    try {
      await navigator.clipboard.writeText(text ?? "");
    } catch {
      source?.select?.();
      return;
    }
    const label = button.querySelector(".button__label") ?? button;
    const before = label.textContent;
    label.textContent = document.body.dataset.copied;
    setTimeout(() => (label.textContent = before), 2000);
  });
}

// After a refused form, the reader starts at what is wrong.
export function focusing(root) {
  each(root, "[data-focus]", (element) => element.focus({ preventScroll: false }));
}

// An empty time-zone field takes the device's zone.
export function timezones(root) {
  each(root, "[data-timezone]", (field) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || field.value) return;
    if (field.options && ![...field.options].some((option) => option.value === zone)) return;
    field.value = zone;
  });
}
