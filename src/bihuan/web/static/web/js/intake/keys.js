// The keys of the desk. None works while something is typed, a dialog is open, or a modifier is held.
import { beside, card, goOn, hereIs, openForm, saveAndGoOn, select } from "./desk.js";
import { mustWait, onAnswer } from "./pace.js";

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");

const form = (verb) => document.querySelector(`#desk-bar form[data-verb="${verb}"]`);

const press = (selector) => {
  const button = card()?.querySelector(selector);
  button?.click();
  return Boolean(button);
};

const boxes = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#drafts .draft-tick"))];

/** Say how many are ticked; what is done with them shows only then. */
export function countTicked() {
  const ticked = boxes().filter((box) => box.checked).length;
  const bar = document.getElementById("ticked");
  if (!bar) return;
  bar.hidden = !ticked;
  bar.querySelector("[data-count]").textContent = String(ticked);
}

const setTicks = (chosen, isOn) => {
  for (const box of chosen) if (box) box.checked = isOn;
  countTicked();
};

const boxOf = (line) => line?.querySelector(".draft-tick");

function tickLacking() {
  const anyTicked = boxes().some((box) => box.checked);
  if (anyTicked) setTicks(boxes(), false);
  else setTicks([...document.querySelectorAll("#drafts .draft[data-unitless]:not(.is-dropped)")].map(boxOf), true);
}

function mergeTicked() {
  const count = () => boxes().filter((box) => box.checked).length;
  if (count() < 2) setTicks([boxOf(card())], true);
  if (count() < 2) setTicks([boxOf(beside(-1, (other) => Boolean(boxOf(other))))], true);
  document.querySelector("#ticked [data-verb=merge]")?.click();
}

function asAbove() {
  const above = beside(-1, (other) => Boolean(other.dataset.unit));
  const chip = above && card()?.querySelector(".draft-chips button");
  if (!chip) return;
  // The first button lends its address; what it sends is the unit of the draft above.
  chip.value = above.dataset.unit;
  chip.click();
}

function giveTicked() {
  if (!boxes().some((box) => box.checked)) setTicks([boxOf(card())], true);
  document.querySelector("#ticked [data-field=lead_unit]")?.focus();
}

/** Keys that only move or tick; every other key waits for all answers, so that the server hears them in order. */
const MOVES = new Set(["j", "k", "arrowdown", "arrowup", "n", "x"]);

const SINGLE = {
  j: () => select(beside(1)),
  arrowdown: () => select(beside(1)),
  k: () => select(beside(-1)),
  arrowup: () => select(beside(-1)),
  enter: () => { press("[data-verb=accept]"); goOn(); },
  d: () => { if (press("[data-verb=drop]")) goOn(); },
  r: () => press("[data-verb=reopen]"),
  u: () => openForm("u", "lead_unit"),
  c: () => openForm("e", "condition"),
  l: () => openForm("e", "limit"),
  e: () => openForm("e", "title"),
  s: () => openForm("s"),
  x: () => boxOf(card())?.click(),
  g: giveTicked,
  0: asAbove,
  m: mergeTicked,
  z: () => form("undo")?.requestSubmit(),
  n: () => select(beside(1, (other) => "lacking" in other.dataset && ["open", "accepted"].includes(other.dataset.state))),
};

const SHIFTED = {
  x: tickLacking,
  a: () => form("accept-all")?.requestSubmit(),
  enter: () => form("send")?.requestSubmit(),
};

/** Keys while the draft that is here is open for editing or splitting. */
function inForm(event, line) {
  const leave = line.querySelector("[data-leave]");
  if (event.key === "Escape") {
    leave?.click();
    return true;
  }
  if (line.dataset.mode === "edit" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    saveAndGoOn();
    return true;
  }
  if (line.dataset.mode !== "split" || event.ctrlKey || event.metaKey || event.altKey) return false;
  const box = /^[1-9]$/.test(event.key) && line.querySelectorAll(".split-at input")[Number(event.key) - 1];
  if (box) box.checked = !box.checked;
  else if (event.key === "Enter") line.querySelector("form").requestSubmit();
  else return false;
  return true;
}

/** Do what a key says; returns whether it said anything. */
function act(event) {
  const line = card();
  const isInside = line?.dataset.mode && (line.contains(event.target) || event.target === document.body);
  if (isInside) return inForm(event, line);
  if (isTyping(event.target) || event.ctrlKey || event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === "enter" && !event.shiftKey && event.target.matches?.("a, button, summary")) return false;
  const chip = /^[1-9]$/.test(key) && line?.querySelector(`.chip[data-key="${key}"]`);
  const done = chip ? () => chip.click() : (event.shiftKey ? SHIFTED : SINGLE)[key];
  done?.();
  return Boolean(done);
}

/** @type {{ key: string, shiftKey: boolean, ctrlKey: boolean, metaKey: boolean, isTyped: boolean }[]} */
const waiting = [];

const needsAll = ({ key, shiftKey }) => shiftKey || !MOVES.has(key.toLowerCase());
// What is typed into a form waits for its own card only.
const isHeld = (event, isTyped) => mustWait(hereIs(), !isTyped && needsAll(event));
const NOT_KEPT = new Set(["Shift", "Control", "Alt", "Meta", "Tab", "CapsLock"]);

function onKey(event) {
  if (!event.isTrusted || event.isComposing || event.defaultPrevented || event.altKey || NOT_KEPT.has(event.key)) return;
  if (document.querySelector("dialog[open], details.menu[open]")) return;
  const isElsewhere = isTyping(event.target) && !event.target.closest("#intake");
  if (isElsewhere) return;
  // What is typed into a form of another draft, or with a modifier, is not meant for the desk.
  const isOwn = !isTyping(event.target) || card()?.contains(event.target);
  if (isOwn && !event.metaKey && (waiting.length || isHeld(event, isTyping(event.target)))) {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    waiting.push({ key, shiftKey, ctrlKey, metaKey, isTyped: isTyping(event.target) });
    event.preventDefault();
  } else if (act(event)) {
    event.preventDefault();
  }
}

/** Type a key into a field as the browser would: a letter takes the place of what is marked, or a letter goes. */
function type(key, field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  if (key.length === 1) field.setRangeText(key, start, end, "end");
  else if (key !== "Backspace" && key !== "Delete") return;
  else if (start !== end) field.setRangeText("", start, end, "end");
  else if (key === "Backspace" && start > 0) field.setRangeText("", start - [...value.slice(0, start)].at(-1).length, start, "end");
  else if (key === "Delete" && end < value.length) field.setRangeText("", end, end + [...value.slice(end)][0].length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Do what a key that waited would have done: on the desk, or in the form that has come meanwhile. */
function replay(press) {
  const target = document.activeElement ?? document.body;
  const again = new KeyboardEvent("keydown", { ...press, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(again) || act(again)) return;
  if (!isTyping(target)) return;
  if (press.key === "Enter" && target.form && !press.ctrlKey) target.form.requestSubmit();
  if (!press.ctrlKey && target.matches("input[type=text], textarea")) type(press.key, target);
}

function drain() {
  while (waiting.length && !isHeld(waiting[0], waiting[0].isTyped)) replay(waiting.shift());
}

/** Listen to the keys; once for each page. */
export function bindKeys() {
  document.addEventListener("keydown", onKey);
  onAnswer(drain);
}
