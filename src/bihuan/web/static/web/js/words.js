// Translated words that scripts say, written by the server into <template id="words">, and where they are said.

/**
 * @param {string} name data attribute of the words
 * @returns {string}
 */
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}

/**
 * Say something in the message region.
 * @param {string} text translated
 */
export function say(text) {
  const line = document.createElement("p");
  line.className = "message is-error";
  line.setAttribute("role", "alert");
  line.append(icon("alert-triangle"), Object.assign(document.createElement("span"), { textContent: text }));
  document.getElementById("messages")?.replaceChildren(line);
}

/**
 * @param {string} name an icon of the sprite
 * @returns {SVGElement}
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}
