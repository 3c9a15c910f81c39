// Whatever is typed into a text area is kept on this device until it was sent: a reload or a refusal loses nothing.
// data-draft="off" on the text area or its form turns it off. Signing out forgets everything.
import { behaviour, bindAll } from "./behaviours.js";
import { word } from "./words.js";

const SENT = "drafts-sent";

/**
 * @param {HTMLTextAreaElement} area
 * @returns {string} where its text is kept, or "" when it is not
 */
function key(area) {
  if (!area.name || area.closest("[data-draft=off]")) return "";
  const form = area.form?.getAttribute("action") ?? area.form?.getAttribute("hx-post") ?? "";
  return ["draft", document.body.dataset.person, location.pathname, form, area.name].join("|");
}

/** @param {Element} root */
function restore(root) {
  for (const area of root.querySelectorAll("textarea")) {
    const kept = key(area) && sessionStorage.getItem(key(area));
    if (!kept || kept === area.value) continue;
    area.value = kept;
    const note = document.createElement("p");
    note.className = "restored";
    note.textContent = word("restored");
    area.after(note);
    area.addEventListener("input", () => note.remove(), { once: true });
  }
}

/** @param {HTMLFormElement} form */
const keysOf = (form) => [...form.querySelectorAll("textarea")].map(key).filter(Boolean);

/** @param {string[]} keys */
const forget = (keys) => keys.forEach((each) => sessionStorage.removeItem(each));

document.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLTextAreaElement) || !key(event.target)) return;
  if (event.target.value) sessionStorage.setItem(key(event.target), event.target.value);
  else sessionStorage.removeItem(key(event.target));
});

// A plain form: its drafts are forgotten once the next page shows that it arrived and was not refused.
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") sessionStorage.setItem(SENT, JSON.stringify(keysOf(event.target)));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (!form || event.detail.requestConfig.verb !== "post") return;
  sessionStorage.removeItem(SENT);
  if (event.detail.successful) forget(keysOf(form));
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
