// Small behaviours attached by data-*; every page works without them.
import { application } from "./application.js";
import { composer } from "./composer.js";
import { keeping } from "./keeping.js";
import { keys } from "./keys.js";
import { marks } from "./marks.js";
import { autosize } from "./writing.js";
import { copying, dialogs, focusing, menus, timezones } from "./gestures.js";
import { forms } from "./forms.js";
import { calendars } from "./calendar.js";
import { plans } from "./plan.js";
import { deviceShares } from "./device-share.js";
import { selections } from "./selection.js";
import { queues } from "./queue.js";
import { toasts } from "./toasts.js";

const behaviours = [keeping, composer, marks, autosize, dialogs, focusing, timezones, toasts, selections, calendars, plans, deviceShares, keys, queues];

function attach(root) {
  for (const behaviour of behaviours) behaviour(root);
}

application();
copying();
menus();
forms();
attach(document);
// What htmx brings in gets the same behaviours.
document.addEventListener("htmx:load", (event) => attach(event.detail.elt));
