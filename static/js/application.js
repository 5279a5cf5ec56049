// The site as an application on the phone: the service worker, drafts that wait for the network, signing out.
import { atStake, clear, present, sendAll, tidy, unsent } from "./drafts.js";

async function forget() {
  clear();
  if (!("caches" in window)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("relais-")).map((name) => caches.delete(name)));
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister();
}

const PATIENCE = 6000;

async function leave(form) {
  await forget();
  form.submit();
}

async function trySending() {
  if (unsent().length) await Promise.race([sendAll(), new Promise((late) => setTimeout(late, PATIENCE))]);
}

// Without a network nobody can be signed out: then the words stay.
function warn(dialog, form) {
  const [first] = atStake();
  const [look, go, away] = ["look", "leave", "away"].map((name) => dialog.querySelector(`[data-${name}]`));
  look.href = `${first.address}?key=${first.key}&item=${first.item ?? ""}`;
  look.hidden = !navigator.onLine;
  go.hidden = !navigator.onLine;
  away.hidden = navigator.onLine;
  go.onclick = () => leave(form);
  if (!dialog.open) dialog.showModal();
}

// Words that wait here are sent before the person goes. What cannot be sent is said once; then they decide.
function leaving() {
  let [busy, warned] = [false, false];
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.action?.includes("/accounts/logout/")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    await trySending();
    busy = false;
    const dialog = document.getElementById("leaving");
    if (!atStake().length || !dialog || (warned && navigator.onLine)) {
      await leave(form);
      return;
    }
    warned = navigator.onLine;
    warn(dialog, form);
  });
}

export function application() {
  const { worker } = document.body.dataset;
  const composer = document.getElementById("composer");
  present(document.body.dataset);
  tidy(composer?.elements.request_key?.value);
  leaving();
  if (!worker) return;
  if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(worker).catch(() => {});
  if (composer) return; // It sends its own.
  if (unsent().length && navigator.onLine) sendAll();
  window.addEventListener("online", () => sendAll());
}
