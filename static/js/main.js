// Small behaviours attached by data-*; every page works without them.
import { autosize, counters } from "./writing.js";
import { copying, dialogs, focusing, menus, timezones } from "./gestures.js";
import { forms } from "./forms.js";
import { selections } from "./selection.js";
import { toasts } from "./toasts.js";

const behaviours = [autosize, counters, dialogs, focusing, timezones, toasts, selections];

function attach(root) {
  for (const behaviour of behaviours) behaviour(root);
}

copying();
menus();
forms();
attach(document);
// What htmx brings in gets the same behaviours.
document.addEventListener("htmx:load", (event) => attach(event.detail.elt));
