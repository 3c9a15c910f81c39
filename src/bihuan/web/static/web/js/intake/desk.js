// The desk of one document: one draft is “here”; keys, clicks in the text and clicks in the list move it and act on it.
import { behaviour } from "../behaviours.js";
import { bindKeys, countTicked } from "./keys.js";
import { paint, wordsOf } from "./paint.js";
import "./picker.js";

let here = "";
/** A field to go to once the form of the draft has come. */
let wanted = "";
/** Whether to go on to the next draft once the form has been saved. */
let goesOn = false;
const kept = { text: 0, drafts: 0, side: "" };

/** @returns {HTMLElement[]} */
export const cards = () => [...document.querySelectorAll("#drafts > .draft")];

/** @returns {string} uuid of the draft that is here */
export const hereIs = () => here;

/** @returns {HTMLElement | null} the draft that is here */
export const card = () => (here ? document.getElementById(`d-${here}`) : null);

const isNarrow = () => getComputedStyle(document.querySelector(".desk-sides")).display !== "none";

/**
 * Bring an element into view inside its column; the page itself stays where it is.
 * @param {HTMLElement} element
 * @param {string} column id
 * @param {number} under height at the top of the column that covers what lies there
 */
function reveal(element, column, under) {
  if (isNarrow()) {
    element.scrollIntoView({ block: "nearest" });
    return;
  }
  const box = document.getElementById(column);
  const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  const [top, bottom] = [outer.top + under, outer.bottom - 12];
  if (inner.top < top) box.scrollTop -= top - inner.top;
  else if (inner.bottom > bottom) box.scrollTop += Math.min(inner.bottom - bottom, inner.top - top);
}

/** Show the words of the draft that is here, with what stands before them. */
function revealWords() {
  const [first] = wordsOf(here);
  if (!first) return;
  const third = document.getElementById("desk-text").clientHeight / 3;
  reveal(first, "desk-text", isNarrow() ? 0 : third);
}

/** How much of the column of drafts lies under its bar. */
const underBar = () => document.getElementById("desk-bar")?.offsetHeight ?? 0;

/**
 * Make a draft the one that is here.
 * @param {HTMLElement | null | undefined} chosen
 * @param {{ focus?: boolean, text?: boolean, list?: boolean }} [how] what to move: focus, the text, the list
 */
export function select(chosen, { focus = true, text = true, list = true } = {}) {
  if (!chosen) return;
  card()?.classList.remove("is-here");
  card()?.removeAttribute("aria-current");
  here = chosen.dataset.uuid;
  chosen.classList.add("is-here");
  chosen.setAttribute("aria-current", "true");
  paint(here);
  if (list) reveal(chosen, "desk-drafts", underBar());
  if (text) revealWords();
  if (focus && !chosen.contains(document.activeElement)) chosen.focus({ preventScroll: true });
  history.replaceState(history.state, "", `#d-${here}`);
}

/**
 * @param {number} step 1 or -1
 * @param {(other: HTMLElement) => boolean} [fits]
 * @returns {HTMLElement | undefined} the next draft in that direction that fits
 */
export function beside(step, fits = () => true) {
  const all = cards();
  const at = all.findIndex((each) => each.dataset.uuid === here);
  return (step > 0 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse()).find(fits);
}

/** Go on to the next draft to decide; stay when there is none. */
export const goOn = () => select(beside(1, (other) => other.dataset.state === "open") ?? card());

/**
 * Open the form of the draft that is here.
 * @param {string} key of the link that opens it
 * @param {string} [field] where to begin
 */
export function openForm(key, field = "") {
  const link = card()?.querySelector(`a[data-key="${key}"]`);
  if (!link) return;
  wanted = field;
  link.click();
}

/** Save the form, accept the draft and go on. */
export function saveAndGoOn() {
  goesOn = true;
  const button = card()?.querySelector("[data-verb=save-accept]");
  const form = card()?.querySelector("form");
  if (button) button.click();
  else form?.requestSubmit();
}

const show = (side) => { document.getElementById(`side-${side}`).checked = true; };

function onClick(event) {
  const words = event.target.closest("a.words");
  const line = event.target.closest(".draft");
  const title = event.target.closest(".draft-title");
  const left = event.target.closest(".account a[href^='#d-']");
  if (words) {
    const drafts = words.dataset.drafts.split(" ");
    const next = drafts[(drafts.indexOf(here) + 1) % drafts.length];
    event.preventDefault();
    if (isNarrow()) show("drafts");
    select(document.getElementById(`d-${next}`), { text: false });
  } else if (left) {
    event.preventDefault();
    select(document.querySelector(left.getAttribute("href")));
  } else if (title) {
    event.preventDefault();
    if (isNarrow()) show("text");
    select(line);
  } else if (line && !event.target.closest("form.draft-edit, form.draft-split")) {
    select(line, { focus: !event.target.closest("a, button, input"), list: false });
  }
}

behaviour("desk", (desk) => {
  desk.classList.add("is-live");
  desk.addEventListener("click", onClick);
  desk.querySelector("[data-untick]").hidden = false;
  document.getElementById("ticked").addEventListener("reset", () => setTimeout(countTicked));
  desk.addEventListener("focusin", (event) => {
    const line = event.target.closest(".draft");
    if (line && line !== card()) select(line, { focus: false, list: false });
  });
  desk.addEventListener("change", countTicked);
  countTicked();
  paint(here);
  if (kept.side) document.getElementById(kept.side).checked = true;
  const account = document.getElementById("account");
  document.getElementById("desk-drafts").scrollTop = account ? 0 : kept.drafts;
  document.getElementById("desk-text").scrollTop = kept.text;
  const asked = desk.dataset.at || here || location.hash.replace("#d-", "");
  const first = document.getElementById(`d-${asked}`) ?? cards().find((each) => each.dataset.state === "open");
  select(first ?? cards()[0], { focus: !account && Boolean(here), list: Boolean(asked) && !account });
  account?.focus({ preventScroll: true });
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "desk") return;
  kept.drafts = document.getElementById("desk-drafts").scrollTop;
  kept.text = document.getElementById("desk-text").scrollTop;
  kept.side = document.querySelector(".desk-switch:checked")?.id ?? "";
});

document.addEventListener("htmx:load", (event) => {
  const line = event.target;
  if (!line.matches?.(".draft")) return;
  countTicked();
  if (line.dataset.uuid !== here) {
    paint(here);
    return;
  }
  // Whoever was faster than this and has gone into a field stays there, unless another field was refused.
  const isInside = document.activeElement !== line && line.contains(document.activeElement);
  select(line, { text: false });
  const field = wanted || (line.dataset.mode === "edit" ? "title" : "");
  const places = [".is-invalid", ...(isInside ? [] : [`[data-field="${field}"]`, `[name="${field}"]`, "input[type=checkbox]"])];
  const control = places.map((each) => line.querySelector(each)).find(Boolean);
  if (line.dataset.mode && control) control.focus();
  wanted = "";
  if (!line.dataset.mode && goesOn) goOn();
  if (!line.dataset.mode) goesOn = false;
});

// Somebody else was faster: show the draft as it stands now; the message says why.
document.addEventListener("htmx:afterRequest", (event) => {
  const line = event.target.closest?.(".draft");
  if (!line || event.detail.xhr?.status !== 409) return;
  window.htmx.ajax("GET", line.dataset.show, { target: line, swap: "outerHTML" });
});

bindKeys();
