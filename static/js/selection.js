// Several ideas chosen at once: how many, all of a page, none. Without script the boxes and the bar work by themselves.
import { each } from "./writing.js";

export function selections(root) {
  each(root, "form[data-selection]", (form) => {
    const boxes = [...form.querySelectorAll("[name=items]")];
    const all = form.querySelector("[data-select-all]");
    const words = form.querySelector(".bulk-bar__count");
    const format = new Intl.NumberFormat(document.documentElement.lang);
    const tell = () => {
      const n = boxes.filter((box) => box.checked).length;
      if (words) words.textContent = n === 1 ? form.dataset.chosenOne : form.dataset.chosenMany.replace("{n}", format.format(n));
      if (!all) return;
      all.checked = n === boxes.length;
      all.indeterminate = n > 0 && n < boxes.length;
    };
    if (all) {
      all.hidden = false;
      all.addEventListener("change", () => {
        for (const box of boxes) box.checked = all.checked;
        tell();
      });
    }
    form.addEventListener("change", tell);
    form.addEventListener("reset", () => setTimeout(tell));
    tell();
  });
}
