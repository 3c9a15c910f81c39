// A long list to choose from gets a search box above it: words of the label or its pinyin initials. A field that only
// shows something is selected whole when it is touched.
import { behaviour } from "./behaviours.js";

const LONG = 12;

/**
 * @param {HTMLOptionElement} option
 * @param {string[]} words lower case
 */
const fits = (option, words) => {
  const text = `${option.label} ${option.dataset.initials ?? ""}`.toLowerCase();
  return words.every((each) => text.includes(each));
};

behaviour("pick", (/** @type {HTMLSelectElement} */ select) => {
  const all = [...select.options];
  if (all.length < LONG) return;
  const box = document.createElement("input");
  box.type = "search";
  box.className = "form-control pick-box";
  box.dataset.draft = "off";
  box.autocomplete = "off";
  box.placeholder = select.dataset.hint;
  box.setAttribute("aria-label", select.dataset.hint);
  box.setAttribute("aria-controls", select.id);
  select.before(box);

  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = select.value;
    const kept = all.filter((option) => option.value && fits(option, words));
    select.replaceChildren(...all.filter((option) => !option.value || option.value === chosen || kept.includes(option)));
    select.value = kept.length === 1 && words.length ? kept[0].value : chosen;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    select.focus();
  });
});

behaviour("select-all", (/** @type {HTMLInputElement} */ field) => {
  field.addEventListener("focus", () => field.select());
});
