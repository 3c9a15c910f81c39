// Lets one type faster than the server answers: a key that needs an answer still on its way waits for it, in order.

/** @type {Map<XMLHttpRequest, string>} each request on its way, with the draft it is about or "" for the whole desk */
const flying = new Map();
/** The new part is in place and its behaviours are bound so many milliseconds after an answer came. */
const SETTLED = 60;

/**
 * @param {string} here uuid of the draft that is here
 * @param {boolean} needsAll whether the key must wait for every answer, not only for those about this draft
 * @returns {boolean} whether a key must wait
 */
export function mustWait(here, needsAll) {
  const about = [...flying.values()];
  return about.length > 0 && (needsAll || about.includes(here) || about.includes(""));
}

/**
 * Call back whenever an answer has come and is in place.
 * @param {() => void} call
 */
export function onAnswer(call) {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, xhr } = event.detail;
    if (elt.closest("#intake")) flying.set(xhr, elt.closest(".draft")?.dataset.uuid ?? "");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr } = event.detail;
    setTimeout(() => {
      if (flying.delete(xhr)) call();
    }, SETTLED);
  });
}
