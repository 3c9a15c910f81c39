// A document may be dropped onto the form instead of being chosen.
import { behaviour } from "../behaviours.js";

behaviour("drop-zone", (form) => {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const over = (isOver) => form.classList.toggle("is-over", isOver);
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(false); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const [first] = event.dataTransfer.files;
    if (!first) return;
    const one = new DataTransfer();
    one.items.add(first);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
