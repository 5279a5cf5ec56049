// The page without a network: the drafts this device keeps, to read and to write on. They leave when the network is back.
import { all, clock, find, keep, newKey, person, sendAll, tidy } from "./drafts.js";

const box = document.getElementById("drafts");
const line = document.getElementById("draft");
const state = document.getElementById("save-state");
const again = document.getElementById("again");
const words = document.body.dataset;

// The first text of a record is the one to write on here; the others stay as they are.
function place(record) {
  const on = record.fields.filter(([name]) => name.startsWith("on_")).map(([name]) => name.slice(3));
  const wanted = on.length ? `text_${on[0]}` : "words";
  let at = record.fields.findIndex(([name]) => name === wanted);
  if (at < 0) at = record.fields.push([wanted, ""]) - 1;
  return record.fields[at];
}

function show(record, open) {
  const copy = line.content.cloneNode(true);
  const [area, title, count] = [copy.querySelector("textarea"), copy.querySelector("[data-title]"), copy.querySelector("[data-state]")];
  const field = place(record);
  area.value = field[1];
  area.id = `draft-${record.key}`;
  copy.querySelector("label").htmlFor = area.id;
  title.textContent = record.title || words.own;
  count.textContent = (record.sent ? words.safe : words.here).replace("{time}", clock(new Date(record.at)));
  area.addEventListener("input", () => {
    field[1] = area.value;
    Object.assign(record, { at: Date.now(), sent: false, leaving: false });
    keep(record);
    const said = words.here.replace("{time}", clock(new Date()));
    count.textContent = said;
    state.textContent = said;
  });
  copy.querySelector("[data-open]").href = `${record.address}?key=${record.key}&item=${record.item ?? ""}`;
  if (open) box.prepend(copy);
  else box.append(copy);
  return area;
}

function begin() {
  const here = new URLSearchParams(window.location.search).get("key");
  const records = all();
  for (const record of records) show(record, record.key === here);
  document.getElementById("none").hidden = records.length > 0;
}

document.getElementById("new")?.addEventListener("click", () => {
  const who = person();
  if (!who?.keep) return;
  const record = { key: newKey(), ...who, item: "", title: "", fields: [["words", ""]], at: Date.now(), base: "", sent: false };
  document.getElementById("none").hidden = true;
  show(record, true).focus();
});

async function back() {
  again.hidden = false;
  document.getElementById("away").hidden = true;
  if (await sendAll()) {
    state.textContent = words.sent;
    for (const each of box.querySelectorAll("[data-state]")) each.textContent = words.sent;
  }
}

if (!person()?.keep) document.getElementById("new")?.setAttribute("hidden", "");
tidy(find(new URLSearchParams(window.location.search).get("key") ?? "")?.key);
begin();
window.addEventListener("online", back);
window.addEventListener("offline", () => {
  again.hidden = true;
  document.getElementById("away").hidden = false;
});
again.querySelector("button")?.addEventListener("click", () => window.location.reload());
