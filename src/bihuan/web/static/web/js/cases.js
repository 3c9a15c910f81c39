// The case page: printing, and the focus going into the form of a step that was opened.
import { behaviour } from "./behaviours.js";

behaviour("print", (button) => button.addEventListener("click", () => window.print()));

document.addEventListener("htmx:afterSwap", (event) => {
  const step = /** @type {HTMLElement} */ (event.target);
  if (step.id !== "step" && !document.getElementById("step")?.contains(step)) return;
  const form = document.querySelector("#step form");
  if (!form) return;
  form.scrollIntoView({ block: "nearest", behavior: "instant" });
  const first = form.querySelector("select, textarea, input:not([type=hidden])");
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
});
