// The organisation's calendar: an announcement is dragged to another day, or moved with Shift and an arrow key. Both
// send the form that its "Move" page has; the hour stays.
import { each } from "./writing.js";

function shifted(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

function send(plan, post, day) {
  const form = document.querySelector("[data-plan-move]");
  const [from, hour] = post.dataset.time.split("T");
  if (!form || day === from) return;
  form.action = post.dataset.move;
  form.elements.expected_at.value = `${day}T${hour}`;
  form.elements.next.value = `${plan.dataset.next}#${post.id}`;
  form.requestSubmit();
}

function dragging(plan, posts, days) {
  let dragged = null;
  const mark = (over) => days.forEach((day) => day.classList.toggle("plan__day--over", day === over));
  // The posts lie above the days: the place under the pointer says which day it is.
  const dayAt = (event) => days.find((day) => {
    const box = day.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  for (const post of posts) {
    post.addEventListener("dragstart", (event) => {
      dragged = post;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", post.id);
      post.classList.add("post--dragged");
    });
    post.addEventListener("dragend", () => {
      dragged = null;
      post.classList.remove("post--dragged");
      mark(null);
    });
  }
  plan.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(dayAt(event));
  });
  plan.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const day = dayAt(event);
    if (day) send(plan, dragged, day.dataset.day);
  });
}

export function plans(root) {
  each(root, "[data-plan]", (plan) => {
    if (plan.dataset.ready) return;
    plan.dataset.ready = "true";
    const posts = [...plan.querySelectorAll("[data-post]")];
    dragging(plan, posts, [...plan.querySelectorAll("[data-day]")]);
    for (const post of posts) {
      post.addEventListener("keydown", (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step || !event.shiftKey) return;
        event.preventDefault();
        send(plan, post, shifted(post.dataset.time.slice(0, 10), step));
      });
    }
    // Back from a move: the keyboard goes on where it was.
    const back = location.hash.startsWith("#post-") && document.getElementById(location.hash.slice(1));
    // After the browser's own jump to the fragment, which takes the focus away again.
    if (back) addEventListener("load", () => setTimeout(() => back.querySelector("a")?.focus()), { once: true });
  });
}
