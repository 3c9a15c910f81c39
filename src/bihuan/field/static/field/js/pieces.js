// Pieces that several screens show.

import { similar } from "./classes.js";
import { h, icon, image, say } from "./dom.js";
import { take } from "./photos.js";
import { state } from "./pack.js";
import { photo } from "./store.js";
import { shortMoment, word } from "./words.js";

/** The top of a screen: back, title, and that it is saved. */
export function top(title, { back = "#/today", saved = false } = {}) {
  return h("header.top", {},
    h("a.top-back", { href: back, "aria-label": word("back") }, icon("arrow-left")),
    h("h1", {}, title),
    saved && h("span.badge", {}, icon("check"), word("saved")));
}

/** A button that opens the camera. @param {(hash: string) => unknown} got called with each photo's hash */
export function camera(label, got, { small = false } = {}) {
  const input = h("input.visually-hidden", { type: "file", accept: "image/*", capture: "environment", onchange: take_ });
  const face = h(small ? "label.btn" : "label.btn.wide", {}, icon("photo"), h("span", {}, label), input);
  async function take_() {
    const [file] = input.files;
    input.value = "";
    if (file) await takeIn(file, got, face);
  }
  return face;
}

/** Take a picture in and say what went wrong if it cannot be kept. */
export async function takeIn(file, got, face) {
  face?.classList.add("is-busy");
  try {
    await got(await take(file, file.name || "photo.jpg"));
  } catch (fault) {
    if (!["space_full", "photo_broken", "photos_many"].includes(fault.message)) throw fault;
    say(word(fault.message), true);
  } finally {
    face?.classList.remove("is-busy");
  }
}

/** @returns {string[]} the photos with one more, each once; throws photos_many when the server would take no more */
export function withPhoto(hashes, hash) {
  if (!hashes.includes(hash) && hashes.length >= state.pack.rules.most_photos) throw new Error("photos_many");
  return [...new Set([...hashes, hash])];
}

/** @param {string[]} hashes @returns {Promise<HTMLElement>} the photos, small */
export async function strip(hashes) {
  const kept = await Promise.all(hashes.map(photo));
  return h("div.strip", {}, kept.filter(Boolean).map((each) => image(each.blob)));
}

/** What was reported nearby, and the choice to add to it. @param {(uuid: string | null) => void} choose */
export function nearby(classKey, at, chosen, choose) {
  const found = similar(classKey, at);
  if (!found) return null;
  const text = word("near_one", { metres: found.metres, at: shortMoment(found.at), code: found.code });
  const button = (key, value) =>
    h("button.btn", { type: "button", "aria-pressed": String((chosen ?? null) === value), onclick: () => choose(value) }, word(key));
  return h("section.near", {}, h("p", {}, icon("info-circle"), text), h("div.pair", {}, button("add_to_it", found.uuid), button("still_new", null)));
}

/** Ask something in a dialog. @returns {Promise<string | null>} what was typed or "yes"; null when left */
export function asked(text, { ok, typed = false }) {
  return new Promise((give) => {
    const input = typed && h("input", { type: "text", required: true, maxlength: 200, "aria-label": text });
    const dialog = h("dialog.dialog", { onclose: () => { dialog.remove(); give(dialog.returnValue ? (input ? input.value.trim() : "yes") : null); } },
      h("form", { method: "dialog" }, h("p", {}, text), input,
        h("div.pair", {}, h("button.btn", { type: "submit", value: "", formnovalidate: true }, word("cancel")), h("button.btn.danger", { type: "submit", value: "ok" }, ok))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
