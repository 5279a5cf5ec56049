// What is typed, kept on this device at once and sent when it can be. One record for each composition:
// { key, person, member, organisation, address, keep, item, title, fields: [[name, value]], at, base, sent, leaving }.
// `base` is the version of the server's copy these words started from: with it the server tells whether another device
// has written meanwhile. `member` is who wrote them, in which organisation: nobody else sees or sends them.

const MARK = "relais.draft.";
const WHO = "relais.member";
const FORGET_AFTER = 30 * 24 * 3600 * 1000;

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // A browser that keeps nothing: the server still does.
  }
}

function read(name) {
  try {
    return JSON.parse(store()?.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

// Two people who open the same address on one device do not write over each other.
function nameOf(record) {
  return `${MARK}${record.member}.${record.key}`;
}

export function keep(record) {
  try {
    store()?.setItem(nameOf(record), JSON.stringify(record));
    return Boolean(store());
  } catch {
    return false;
  }
}

export function find(key) {
  return all().find((record) => record.key === key) ?? null;
}

// Whose drafts this device shows: of the member whose pages the service answered last, and nobody else's.
export function member() {
  return read(WHO)?.member ?? "";
}

// What every page says of who is signed in. A page that says nothing (signed out, or kept here) changes nothing.
export function present({ person: who, member: mine, organisation }) {
  const known = read(WHO);
  if (!who || (known?.person === who && (known.member === mine || !mine))) return;
  belongsTo({ person: who, member: mine ?? "", organisation: organisation ?? "" });
}

export function person() {
  return read(WHO);
}

export function belongsTo(who) {
  try {
    store()?.setItem(WHO, JSON.stringify(who));
  } catch {
    // Nothing is kept here then.
  }
}

function names() {
  const box = store();
  return box ? Array.from({ length: box.length }, (_, at) => box.key(at)).filter((name) => name?.startsWith(MARK)) : [];
}

export function all() {
  const [mine, records] = [member(), names().map(read)];
  if (!mine) return [];
  return records.filter((record) => record && record.member === mine).sort((one, other) => other.at - one.at);
}

export function unsent() {
  return all().filter((record) => !record.sent);
}

// What signing out would take from this device: also what was written in another organisation of the same person.
export function atStake() {
  const who = person();
  const theirs = (record) => record.member === who?.member || (record.person && record.person === who?.person);
  return names().map(read).filter((record) => record && !record.sent && !record.leaving && theirs(record));
}

// What has been sent for good, and what nobody has come back to for a month.
export function tidy(open) {
  for (const name of names()) {
    const record = read(name);
    const old = !record || Date.now() - record.at > FORGET_AFTER;
    const gone = record && record.leaving && record.member === member() && record.key !== open;
    if (old || gone) store().removeItem(name);
  }
}

// Everything goes, but what somebody else has not sent yet: it waits, unseen, until they sign in here again.
export function clear() {
  const [box, who] = [store(), person()];
  if (!box) return;
  const theirs = (record) => record && !record.sent && record.member !== who?.member && record.person !== who?.person;
  for (const name of Object.keys(box)) {
    if (!name.startsWith("relais.")) continue;
    if (!name.startsWith(MARK) || !theirs(read(name))) box.removeItem(name);
  }
}

export function newKey() {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  return [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => letters[byte % letters.length]).join("");
}

export function clock(moment) {
  const [hour, minutes] = [moment.getHours(), String(moment.getMinutes()).padStart(2, "0")];
  return document.documentElement.lang.startsWith("fr") ? `${hour}\u00a0h\u00a0${minutes}` : `${hour}:${minutes}`;
}

// Resolves to { state: "sent" | "conflict" | "refused" | "foreign" | "offline", … }; "foreign": somebody else is signed
// in by now. Never throws: whatever happens, it stays here.
export async function send(record) {
  let token;
  let answer;
  try {
    const asked = await fetch(record.keep, { headers: { accept: "application/json" } });
    if (!isJson(asked)) return { state: "refused" };
    token = (await asked.json()).token;
    const about = { member: record.member, request_key: record.key, item: record.item ?? "", base: record.base ?? "" };
    const body = new URLSearchParams([...record.fields, ...Object.entries(about)]);
    answer = await fetch(record.keep, { method: "POST", body, headers: { "X-CSRFToken": token, accept: "application/json" } });
  } catch {
    return { state: "offline" };
  }
  if (!isJson(answer)) return { state: "refused" };
  const said = await answer.json();
  if (answer.status === 409) return { state: "conflict", ...said };
  if (answer.status === 412) return { state: "foreign", ...said };
  return answer.ok ? { state: "sent", ...said } : { state: "refused", ...said };
}

function isJson(answer) {
  return answer.headers.get("content-type")?.startsWith("application/json");
}

// Everything that waits, sent; what changed while it was on its way waits on.
export async function sendAll() {
  for (const record of unsent()) {
    const said = await send(record);
    if (said.state === "offline") return false;
    const now = find(record.key);
    if (said.state === "sent" && now && now.at === record.at) keep({ ...now, sent: true, base: said.version });
  }
  return unsent().length === 0;
}
