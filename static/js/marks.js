// Under the first text: a dotted line beneath words taken from the idea, a warm ground under the sentence to start from.
// A copy of the text stands behind the field with nothing but the marks; the server says which phrases they are.
import { once } from "./writing.js";

function phrases() {
  const said = document.getElementById("marks");
  if (!said) return [];
  const taken = [...said.children].map((line) => ["taken", line.textContent]);
  return said.dataset.start ? [["start-here", said.dataset.start], ...taken] : taken;
}

function draw(area, paper) {
  const { value } = area;
  const found = phrases()
    .map(([kind, phrase]) => [value.indexOf(phrase), kind, phrase])
    .filter(([at, , phrase]) => at >= 0 && phrase)
    .sort(([one], [other]) => one - other);
  const parts = [];
  let done = 0;
  for (const [at, kind, phrase] of found) {
    if (at < done) continue;
    const mark = document.createElement("span");
    mark.className = kind;
    mark.textContent = phrase;
    parts.push(value.slice(done, at), mark);
    done = at + phrase.length;
  }
  // The last line end of a text has no height without something after it.
  paper.replaceChildren(...parts, `${value.slice(done)}\u200b`);
  const key = area.closest(".sheet")?.querySelector("[data-taken-key]");
  if (key) key.hidden = !found.some(([, kind]) => kind === "taken");
}

export function marks(root) {
  once(root, "marks", "[data-marks]", (paper) => {
    const area = document.getElementById(paper.dataset.marks);
    if (!area || !CSS.supports("field-sizing", "content")) return;
    paper.hidden = false;
    const again = () => draw(area, paper);
    area.addEventListener("input", again);
    document.addEventListener("htmx:afterSettle", again);
    again();
  });
}
