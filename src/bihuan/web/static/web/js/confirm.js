// Asks before a form with a consequence is sent: data-behaviour="confirm" data-consequence="…" data-yes="…".
import { behaviour } from "./behaviours.js";

/**
 * @param {string} consequence in words
 * @param {string} [yes] what the button that goes on says
 * @returns {Promise<boolean>}
 */
export function ask(consequence, yes) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("confirm"));
  const button = dialog.querySelector("[data-yes]");
  dialog.querySelector("#confirm-words").textContent = consequence;
  button.textContent = yes || button.dataset.default;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

behaviour("confirm", (form) => {
  let agreed = false;
  form.addEventListener("submit", async (event) => {
    if (agreed) {
      agreed = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    agreed = await ask(form.dataset.consequence, form.dataset.yes);
    if (agreed) form.requestSubmit(event.submitter);
  }, true);
});
