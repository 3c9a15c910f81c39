// A <select> in which one types to find: words of the choice (also data-words of its
// options) or their pinyin initials (data-keys).
import { behaviour } from "../behaviours.js";
import { icon, word } from "../words.js";

const MOST = 60;
let count = 0;

/**
 * @param {HTMLOptionElement} option
 * @param {string} typed
 * @returns {number} 0 when it does not fit; the nearer the fit the higher
 */
function fit(option, typed) {
  const label = option.text.toLowerCase();
  const keys = ` ${option.dataset.keys ?? ""}`;
  if (label.startsWith(typed)) return 4;
  if (keys.includes(` ${typed}`)) return 3;
  if (label.includes(typed) || (option.dataset.words ?? "").includes(typed)) return 2;
  return keys.includes(typed) ? 1 : 0;
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} typed
 * @returns {HTMLOptionElement[]} the choices that fit, the nearest first; all of them while nothing is typed
 */
function found(select, typed) {
  const plain = typed.trim().toLowerCase();
  const open = [...select.options].filter((option) => !(select.multiple && option.selected));
  if (!plain) return open.slice(0, MOST);
  const seen = new Set();
  return open
    .map((option) => [fit(option, plain), option])
    .filter(([score, option]) => score && option.value && !seen.has(option.value) && seen.add(option.value))
    .sort(([a], [b]) => b - a)
    .map(([, option]) => option)
    .slice(0, MOST);
}

behaviour("picker", (element) => {
  const select = /** @type {HTMLSelectElement} */ (element);
  const box = document.createElement("div");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const chosen = document.createElement("ul");
  count += 1;
  box.className = "picker";
  Object.assign(input, { type: "text", className: "form-control", id: select.id, autocomplete: "off" });
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `picker-${count}`,
  })) input.setAttribute(name, value);
  if (select.getAttribute("aria-describedby")) input.setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
  input.dataset.field = select.name;
  Object.assign(list, { id: `picker-${count}`, className: "picker-list", hidden: true });
  list.setAttribute("role", "listbox");
  chosen.className = "picker-chosen";
  select.removeAttribute("id");
  select.classList.add("visually-hidden");
  select.setAttribute("aria-hidden", "true");
  select.tabIndex = -1;
  select.after(box);
  box.append(...(select.multiple ? [chosen] : []), input, list);

  let options = [];
  let at = -1;

  const rest = () => {
    input.value = select.multiple ? "" : (select.selectedOptions[0]?.value && select.selectedOptions[0].text) || "";
    if (!select.multiple) input.placeholder = select.value ? "" : select.options[0]?.text ?? "";
  };

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (place) => {
    at = place;
    [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
    const line = list.children[at];
    if (!line) return;
    input.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  };

  const open = (typed) => {
    options = found(select, typed);
    list.replaceChildren(...options.map((option, number) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${number}`;
      line.setAttribute("role", "option");
      line.textContent = option.text;
      line.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        pick(option);
      });
      return line;
    }));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(typed.trim() && options.length ? 0 : -1);
  };

  const showChosen = () => chosen.replaceChildren(...[...select.selectedOptions].map((option) => {
    const line = document.createElement("li");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn chip";
    remove.setAttribute("aria-label", `${word("remove")} ${option.text}`);
    remove.append(option.text, icon("x"));
    remove.addEventListener("click", () => {
      option.selected = false;
      showChosen();
      input.focus();
    });
    line.append(remove);
    return line;
  }));

  const pick = (option) => {
    if (select.multiple) option.selected = true;
    else select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    if (select.multiple) showChosen();
    rest();
    close();
  };

  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => { if (list.hidden) open(""); });
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("blur", () => {
    if (!select.multiple && !input.value.trim() && select.value) pick(select.options[0]);
    rest();
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) open("");
      mark(Math.max(0, Math.min(options.length - 1, at + step)));
    } else if (event.key === "Enter" && !event.ctrlKey && !list.hidden && options[at]) {
      event.preventDefault();
      pick(options[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      rest();
      close();
    } else if (event.key === "Backspace" && select.multiple && !input.value && select.selectedOptions.length) {
      [...select.selectedOptions].at(-1).selected = false;
      showChosen();
    }
  });
  showChosen();
  rest();
});
