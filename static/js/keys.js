// Single keys where a page offers them: data-key="j" on a link or a button presses it; a, q and d choose an answer
// and go to its words. Never while somebody types, never with a modifier, and a person can switch
// them off on their device. Ctrl or Cmd with Enter sends the form one is writing in.
import { once } from "./writing.js";

const OFF = "relais.keys.off";

function isOff() {
  try {
    return window.localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function switchOff(off) {
  try {
    if (off) window.localStorage.setItem(OFF, "1");
    else window.localStorage.removeItem(OFF);
  } catch {
    // The choice holds until the page is left.
  }
}

function writing(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

function press(key) {
  const named = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  if (named) {
    named.click();
    return true;
  }
  const letters = { a: "accept", q: "ask", d: "decline" };
  const choice = letters[key] && document.querySelector(`.inbox__answer [name="decision"][value="${letters[key]}"]`);
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  choice.form.elements.reply?.focus();
  return true;
}

export function keys(root) {
  once(root, "keys", "[data-keys]", (panel) => {
    const box = panel.querySelector("[data-keys-off]");
    box.checked = isOff();
    box.addEventListener("change", () => switchOff(box.checked));
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        document.activeElement?.form?.querySelector("[data-key-send]")?.click();
        return;
      }
      if (event.ctrlKey || event.metaKey || box.checked || writing(event.target)) return;
      if (press(event.key)) event.preventDefault();
    });
  });
}
