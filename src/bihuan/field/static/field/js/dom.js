// Small helpers to build the page; text is always text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag with classes, such as "button.btn.primary"
 * @param {Record<string, unknown>} [has] attributes; on… are listeners, null and false are left out
 * @param {...(Node | string | null | undefined | false | Array)} inside
 * @returns {HTMLElement}
 */
export function h(tag, has = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(has)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...inside.flat(3).filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

/** @param {string} name of the sprite @returns {SVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** Say something for a few seconds. @param {string} text @param {boolean} [isBad] */
export function say(text, isBad = false) {
  const line = document.getElementById("said");
  line.replaceChildren(icon(isBad ? "alert-triangle" : "circle-check"), h("span", {}, text));
  line.classList.toggle("is-bad", isBad);
  line.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { line.hidden = true; }, isBad ? 8000 : 3500);
}

/** @param {Blob} blob @returns {HTMLImageElement} its address is given back once it is drawn */
export function image(blob, has = {}) {
  const address = URL.createObjectURL(blob);
  return h("img", { src: address, alt: "", onload: () => URL.revokeObjectURL(address), ...has });
}
