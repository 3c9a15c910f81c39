// A form is sent once: further presses wait for the answer. A form that stays on the page gets a fresh request_uuid.

/** @returns {string} a random UUID, also where the page is not served over TLS */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} busy
 */
function mark(form, busy) {
  form.toggleAttribute("data-sent", busy);
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

/** @param {ParentNode} root */
function renew(root) {
  for (const field of root.querySelectorAll("input[name=request_uuid]")) field.value = uuid();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.download) return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // After all other listeners: one of them may have stopped the form to ask first.
  setTimeout(() => { if (!event.defaultPrevented || form.matches(".htmx-request")) mark(form, true); });
}, true);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form");
  if (form && event.detail.requestConfig.verb === "post") mark(form, true);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (!form) return;
  mark(form, false);
  if (event.detail.successful && event.detail.requestConfig.verb === "post") renew(form);
});

window.addEventListener("pageshow", (event) => {
  for (const form of document.querySelectorAll("form[data-sent]")) mark(form, false);
  if (event.persisted) renew(document);
});
