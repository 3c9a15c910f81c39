// Parts that refresh keep the focus; a refusal marks and focuses the control it names.

let before = null;

/**
 * @param {Element | null} element
 * @returns {string} a selector that finds it again after a swap, or ""
 */
function trail(element) {
  if (!element || element === document.body) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.dataset?.focusKey) return `[data-focus-key="${CSS.escape(element.dataset.focusKey)}"]`;
  const form = element.form?.id ? `#${CSS.escape(element.form.id)} ` : "";
  return element.name ? `${form}[name="${CSS.escape(element.name)}"]` : "";
}

document.addEventListener("htmx:beforeSwap", () => {
  before = trail(document.activeElement);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (document.activeElement !== document.body) return;
  const found = before && document.querySelector(before);
  if (found) {
    found.focus({ preventScroll: true });
    return;
  }
  const target = event.target;
  if (!target.isConnected || target.id === "messages") return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
});

document.addEventListener("htmx:afterSwap", (event) => {
  const refusal = document.querySelector("#messages [data-refused]");
  const form = event.detail.requestConfig?.elt?.closest?.("form");
  for (const control of form?.querySelectorAll("[aria-invalid=true]") ?? []) control.removeAttribute("aria-invalid");
  if (!refusal) return;
  const control = refusal.dataset.field ? form?.elements.namedItem(refusal.dataset.field) : null;
  if (control instanceof HTMLElement) {
    control.setAttribute("aria-invalid", "true");
    control.focus();
  } else {
    refusal.scrollIntoView({ block: "nearest" });
  }
});
