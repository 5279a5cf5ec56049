// A toast leaves after eight seconds, unless it is being read, pointed at or about to be undone.
import { each } from "./writing.js";

const STAYS = 8000;

export function toasts(root) {
  each(root, "[data-toast]", (toast) => {
    const leave = () => {
      toast.classList.add("is-leaving");
      setTimeout(() => toast.remove(), 220);
    };
    let timer = setTimeout(leave, STAYS);
    const hold = () => clearTimeout(timer);
    const release = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, STAYS);
    };
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("pointerleave", release);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("focusout", release);
    const close = toast.querySelector("[data-toast-close]");
    if (close) {
      close.hidden = false;
      close.addEventListener("click", leave);
    }
  });
}
