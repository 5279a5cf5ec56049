// The composer keeps what is typed: on this device at once, on the server a second later, and says so in the bar.
// Without script, “Keep as a draft” does the same.
import { belongsTo, clock, find, keep, send } from "./drafts.js";
import { once } from "./writing.js";

const PAUSE = 1200;
const AGAIN = 15000;
const OURS = new Set(["csrfmiddlewaretoken", "request_key", "item", "base", "picture_file", "document_file"]);

export function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name) || field.type === "submit") continue;
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (given.length) field.value = given[0];
  }
  // Written on this device before any page told which networks there are.
  const first = form.querySelector(".sheet__text");
  if (values.has("words") && first) first.value = values.get("words")[0];
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.state = document.getElementById("save-state");
    this.base = this.words.version;
    this.timer = 0;
    this.sending = false;
    this.who = { person: this.words.person, member: this.words.member, organisation: this.words.organisation };
    belongsTo({ ...this.who, address: form.getAttribute("action"), keep: this.words.keep });
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("change", (event) => this.typed(event));
    form.addEventListener("submit", (event) => this.leave(event), true);
    window.addEventListener("online", () => this.back());
    window.addEventListener("offline", () => this.away());
    this.reopen();
  }

  get key() {
    return this.form.elements.request_key.value;
  }

  // What this device kept is newer than the page, unless the page is what was just sent and came back.
  reopen() {
    const mine = find(this.key);
    if (!navigator.onLine) this.away();
    if (!mine || this.words.returned) return;
    if (mine.sent) return;
    this.base = mine.base;
    this.restoring = true;
    fill(this.form, mine.fields);
    this.restoring = false;
    this.write();
    this.sendSoon(0);
  }

  typed(event) {
    if (this.restoring || event.target.type === "file") return;
    this.write();
    this.sendSoon(PAUSE);
  }

  write() {
    const { elements } = this.form;
    this.record = {
      key: this.key,
      ...this.who,
      address: this.form.getAttribute("action"),
      keep: this.words.keep,
      item: elements.item.value,
      title: this.words.title,
      fields: fieldsOf(this.form),
      at: Date.now(),
      base: this.base,
      sent: false,
    };
    if (keep(this.record) && !navigator.onLine) this.say(this.words.here);
    const address = `${this.record.address}?key=${this.record.key}&item=${this.record.item}`;
    if (!window.location.search.includes(this.record.key)) window.history.replaceState(null, "", address);
  }

  say(sentence) {
    if (this.state) this.state.textContent = sentence.replace("{time}", clock(new Date()));
  }

  sendSoon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  async send() {
    if (this.sending || this.gone || this.conflict) return;
    this.sending = true;
    const { record } = this;
    const said = await send(record);
    this.sending = false;
    if (this.gone) return;
    if (said.state === "sent") {
      this.base = said.version;
      const newer = this.record.at !== record.at;
      if (newer) this.record.base = this.base;
      keep({ ...this.record, base: this.base, sent: !newer });
      if (newer) this.sendSoon(PAUSE);
      else if (said.saved && this.state) this.state.textContent = said.saved;
    } else if (said.state === "conflict") {
      this.both(said);
    } else if (said.state === "foreign") {
      this.say(said.message);
    } else {
      this.say(this.words.here);
      if (navigator.onLine) this.sendSoon(AGAIN);
    }
  }

  // Another device wrote meanwhile: both are shown, and the person says which one stays. Nothing is erased.
  both(said) {
    const shown = document.getElementById("conflict");
    const line = document.getElementById("conflict-line");
    if (!shown || !line) return;
    this.conflict = true;
    const list = shown.querySelector("[data-others]");
    list.replaceChildren();
    for (const other of said.others) {
      const copy = line.content.cloneNode(true);
      copy.querySelector("[data-name]").textContent = other.label;
      copy.querySelector("[data-text]").textContent = other.text;
      list.append(copy);
    }
    shown.hidden = false;
    shown.querySelector("[data-keep-mine]").onclick = () => this.settle(said);
    shown.querySelector("[data-take-other]").onclick = () => this.settle(said, said.others);
    shown.scrollIntoView({ block: "nearest" });
    shown.focus();
  }

  settle(said, others = []) {
    const { elements } = this.form;
    this.conflict = false;
    this.base = said.version;
    elements.base.value = said.version;
    const set = others.length ? others : said.others;
    const area = elements[`text_${set[0]?.key}`];
    // The version that is not chosen stays beside the text, to be taken back.
    if (area) {
      elements.kept.value = others.length ? area.value : set[0].text;
      elements.kept_for.value = set[0].key;
    }
    for (const other of others) if (elements[`text_${other.key}`]) elements[`text_${other.key}`].value = other.text;
    document.getElementById("conflict").hidden = true;
    const beside = document.getElementById("kept");
    if (beside) {
      beside.querySelector("[data-kept]").textContent = elements.kept.value;
      beside.hidden = false;
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    area?.focus();
  }

  leave(event) {
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopPropagation();
      this.write();
      this.away(true);
      return;
    }
    this.gone = true;
    clearTimeout(this.timer);
    this.form.elements.base.value = this.base;
    if (this.record) keep({ ...this.record, leaving: true });
    // A page that comes back from the browser's memory goes on keeping.
    window.addEventListener("pageshow", () => (this.gone = false), { once: true });
  }

  away(tried = false) {
    const notice = document.getElementById("offline");
    if (notice) notice.hidden = false;
    if (tried) notice?.scrollIntoView({ block: "center" });
    if (this.record || tried) this.say(this.words.here);
  }

  back() {
    const notice = document.getElementById("offline");
    if (notice) notice.hidden = true;
    if (find(this.key)?.sent === false) this.sendSoon(0);
  }
}

export function keeping(root) {
  once(root, "keeping", "form[data-keep]", (form) => new Keeper(form));
}
