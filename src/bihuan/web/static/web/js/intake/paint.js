// Colours the words of the text by the drafts they belong to, and the words of the draft that is here.

const RANK = ["open", "accepted", "sent", "dropped"];

/**
 * @param {string} uuid of a draft
 * @returns {HTMLElement[]} its words in the text, in order
 */
export const wordsOf = (uuid) => (uuid ? [...document.querySelectorAll(`a.words[data-drafts~="${uuid}"]`)] : []);

/**
 * @param {string} here uuid of the draft that is here
 */
export function paint(here) {
  const states = new Map();
  for (const card of document.querySelectorAll("#drafts > .draft")) states.set(card.dataset.uuid, card.dataset.state);
  for (const words of document.querySelectorAll("a.words")) {
    const drafts = words.dataset.drafts.split(" ");
    const found = drafts.map((draft) => states.get(draft)).filter(Boolean);
    const state = RANK.find((each) => found.includes(each));
    if (state) words.dataset.state = state;
    else delete words.dataset.state;
    words.classList.toggle("is-here", drafts.includes(here));
  }
}
