// Binds behaviours to elements that ask for them by data-behaviour="name other", also after htmx swaps.

/** @type {Map<string, (element: HTMLElement) => void>} */
const known = new Map();
/** @type {WeakMap<Element, Set<string>>} */
const bound = new WeakMap();

/**
 * Register one behaviour; elements already on the page are bound at once.
 * @param {string} name the word in data-behaviour
 * @param {(element: HTMLElement) => void} bind called once per element
 */
export function behaviour(name, bind) {
  known.set(name, bind);
  bindAll(document.documentElement);
}

/**
 * Bind every behaviour below and at root.
 * @param {Element} root
 */
export function bindAll(root) {
  const elements = root.matches("[data-behaviour]") ? [root] : [];
  for (const element of [...elements, ...root.querySelectorAll("[data-behaviour]")]) {
    const done = bound.get(element) ?? new Set();
    bound.set(element, done);
    for (const name of element.dataset.behaviour.split(/\s+/)) {
      const bind = known.get(name);
      if (bind && !done.has(name)) {
        done.add(name);
        bind(element);
      }
    }
  }
}

document.addEventListener("htmx:load", (event) => bindAll(event.target));
