// Shows a line at the top for anything that takes more than a second, and says when the server did not answer.
import { say, word } from "./words.js";

const line = document.getElementById("progress");
let open = 0;
let timer = 0;

function begin() {
  open += 1;
  clearTimeout(timer);
  timer = setTimeout(() => { line.hidden = false; }, 1000);
}

function end() {
  open = Math.max(0, open - 1);
  if (open) return;
  clearTimeout(timer);
  line.hidden = true;
}

document.addEventListener("htmx:beforeRequest", begin);
document.addEventListener("htmx:afterRequest", end);
document.addEventListener("submit", (event) => {
  // A form that answers with a file leaves the page as it is: data-download.
  // A form of a dialog only closes it.
  if (event.target.method === "dialog") return;
  setTimeout(() => { if (!event.defaultPrevented && !event.target.dataset.download) begin(); });
});
window.addEventListener("pageshow", () => { open = 0; end(); });

document.addEventListener("htmx:sendError", () => say(word("unreachable")));
document.addEventListener("htmx:timeout", () => say(word("unreachable")));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) say(word("broken"));
});
