// Whatever is typed into a form is kept on this device until it was sent: a reload or a refusal loses nothing.
// data-draft="off" on the control or its form turns it off. Signing out forgets everything.
import { behaviour, bindAll } from "./behaviours.js";
import { word } from "./words.js";

const SENT = "drafts-sent";

const TYPED = "textarea, input[type=text], input[type=number], input[type=date], input:not([type])";

/**
 * @param {HTMLTextAreaElement | HTMLInputElement} control
 * @returns {string} where its text is kept, or "" when it is not
 */
function key(control) {
  const form = control.form;
  if (!control.name || form?.method !== "post" || control.closest("[data-draft=off]")) return "";
  const sentTo = form.getAttribute("action") ?? form.getAttribute("hx-post") ?? "";
  return ["draft", document.body.dataset.person, location.pathname, sentTo, control.name].join("|");
}

/** @param {HTMLElement} control */
function tell(control) {
  if (control.form.querySelector(".restored")) return;
  const note = document.createElement("p");
  note.className = "restored";
  note.textContent = word("restored");
  control.after(note);
  control.form.addEventListener("input", () => note.remove(), { once: true });
}

/** @param {Element} root */
function restore(root) {
  for (const control of root.querySelectorAll(TYPED)) {
    const kept = key(control) && sessionStorage.getItem(key(control));
    if (!kept || kept === control.value) continue;
    control.value = kept;
    tell(control);
  }
}

/** @param {HTMLFormElement} form */
const keysOf = (form) => [...form.querySelectorAll(TYPED)].map(key).filter(Boolean);

/** @param {string[]} keys */
const forget = (keys) => keys.forEach((each) => sessionStorage.removeItem(each));

document.addEventListener("input", (event) => {
  if (!event.target.matches(TYPED) || !key(event.target)) return;
  if (event.target.value) sessionStorage.setItem(key(event.target), event.target.value);
  else sessionStorage.removeItem(key(event.target));
});

// A plain form: its drafts are forgotten once the next page shows that it arrived and was not refused.
document.addEventListener("submit", (event) => {
  const keys = event.target.method === "post" ? keysOf(event.target) : [];
  if (keys.length) sessionStorage.setItem(SENT, JSON.stringify(keys));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (!form || event.detail.requestConfig.verb !== "post") return;
  sessionStorage.removeItem(SENT);
  // An answer that leads to another page is not marked as successful, but it arrived all the same.
  const { successful, xhr } = event.detail;
  if (successful || (xhr?.status >= 200 && xhr.status < 300)) forget(keysOf(form));
});

document.addEventListener("htmx:load", (event) => restore(event.target));

behaviour("sign-out", (form) => form.addEventListener("submit", () => sessionStorage.clear()));

const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
const refused = document.body.dataset.refused || document.querySelector(".field-error, .message.is-error");
// Coming back from a page that never arrived is not an answer.
const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
if (sent && arrived && !refused) forget(JSON.parse(sent));
restore(document.documentElement);
bindAll(document.documentElement);
