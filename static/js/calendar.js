// Arrow keys in a calendar: a day left or right, a week up or down; page up and down: the stretch before or after.
import { each } from "./writing.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const TURNS = { PageUp: "prev", PageDown: "next" };

export function calendars(root) {
  each(root, "[data-calendar]", (calendar) => {
    // htmx announces the whole page once more when it is loaded.
    if (calendar.dataset.walked) return;
    calendar.dataset.walked = "true";
    calendar.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const days = [...calendar.querySelectorAll("[data-day]")];
      const at = days.indexOf(document.activeElement);
      if (at < 0) return;
      if (event.key in TURNS) {
        const near = calendar.closest("section, main") ?? document;
        near.querySelector(`a[rel=${TURNS[event.key]}]`)?.click();
        event.preventDefault();
      } else if (event.key in STEPS) {
        days[at + STEPS[event.key]]?.focus();
        event.preventDefault();
      }
    });
  });
}
