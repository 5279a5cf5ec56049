// Sorting from the keyboard: J and K move, a letter presses the button that shows it. Only while the list has the focus,
// so that no letter typed elsewhere does anything. Without script the links and buttons work by themselves.
import { each } from "./writing.js";

export function queues(root) {
  each(root, "[data-queue]", (queue) => {
    const rows = [...queue.querySelectorAll("[data-queue-row]")];
    const current = rows.find((row) => row.hasAttribute("aria-current"));
    if (current && location.hash === "#queue") current.focus({ preventScroll: true });
    queue.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
      const key = event.key.toLowerCase();
      const step = { j: 1, arrowdown: 1, k: -1, arrowup: -1 }[key];
      if (step) {
        const row = rows[rows.indexOf(current) + step];
        if (!row) return;
        event.preventDefault();
        row.click();
        return;
      }
      const button = key.length === 1 && queue.querySelector(`[data-queue-key="${CSS.escape(key)}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    });
  });
}
