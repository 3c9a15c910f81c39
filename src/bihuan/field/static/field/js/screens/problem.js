// One problem: photo, what it is, whether it was reported already; saved in five taps.

import { placeHere, search, unitFor, usual, where } from "../classes.js";
import { h, icon, image, say } from "../dom.js";
import { here, onMove, startLooking } from "../here.js";
import { checklist, classOf, placeOf } from "../pack.js";
import { asked, nearby, takeIn, top, withPhoto } from "../pieces.js";
import { put } from "../outbox.js";
import { draft, dropDraft, keepDraft, photo, uuid } from "../store.js";
import { word } from "../words.js";

/** @param {() => void} _again @param {string} key of the draft, or "new" @param {string} [placeKey] */
export async function problem(_again, key, placeKey) {
  startLooking();
  const kept = key === "new" ? begin(placeKey) : await draft(`problem/${key}`);
  if (!kept) return [top(word("gone"))];
  if (key === "new") history.replaceState(null, "", `#/${kept.key}`);
  const parts = { saved: h("span"), photo: h("div"), classes: h("div"), near: h("div"), facts: h("div.facts") };
  const change = async (more) => {
    Object.assign(kept, more);
    await keepDraft(kept);
    await draw();
  };
  async function draw() {
    parts.saved.replaceChildren(h("span.badge", {}, icon("check"), word("saved")));
    parts.photo.replaceChildren(await photoPart(kept, change));
    const wasAsked = parts.near.childElementCount > 0;
    parts.near.replaceChildren(...[nearby(kept.class, at(kept), kept.add_to, (add_to) => change({ add_to }))].filter(Boolean));
    if (!wasAsked) parts.near.firstElementChild?.scrollIntoView({ block: "nearest" });
    parts.facts.replaceChildren(...facts(kept));
    for (const chip of parts.classes.querySelectorAll("[data-class]")) chip.setAttribute("aria-pressed", String(chip.dataset.class === kept.class));
  }
  parts.classes.append(classPart(kept, change));
  await draw();
  if (!kept.changed_at && !kept.photos.length) parts.saved.replaceChildren();
  const stop = onMove(() => (document.contains(parts.facts) ? parts.facts.replaceChildren(...facts(kept)) : stop()));
  return [
    h("div.top-row", {}, top(placeOf(kept.place)?.name ?? word("problem")), parts.saved),
    parts.photo, parts.classes, parts.near, parts.facts,
    h("details", {}, h("summary", {}, word("note")),
      text("note", kept.text, (value) => change({ text: value })), text("place_words", kept.place_text, (value) => change({ place_text: value })),
      h("button.btn.plain", { type: "button", onclick: () => discard(kept) }, word("discard"))),
    h("div.foot.sticky", {},
      h("button.btn.primary.wide.tall", { type: "button", "data-save": true, onclick: () => save(kept) }, icon("check"), word("save"))),
  ];
}

function begin(placeKey) {
  const made = uuid();
  return { key: `problem/${made}`, problem: made, place: placeKey ?? placeHere()?.uuid ?? null, class: null, add_to: null, photos: [], text: "", place_text: "", at: here() };
}

const at = (kept) => kept.at ?? here() ?? where(placeOf(kept.place));

const text = (name, value, keep) =>
  h("input", { type: "text", maxlength: 200, value, placeholder: word(name), "aria-label": word(name), onchange: (event) => keep(event.target.value) });

async function photoPart(kept, change) {
  const shown = kept.photos.length ? await photo(kept.photos.at(-1)) : null;
  const input = h("input.visually-hidden", { type: "file", accept: "image/*", capture: "environment", "aria-label": word("photo_here"), onchange: async () => {
    const [file] = input.files;
    if (file) await takeIn(file, (hash) => change({ photos: withPhoto(kept.photos, hash), at: here() ?? kept.at }), frame);
  } });
  const label = word(shown ? "one_more" : "photo_here");
  const frame = h("label.frame", {}, shown ? image(shown.blob) : icon("photo"), h("span.frame-text", {}, shown ? icon("photo") : null, label, kept.photos.length > 1 ? ` · ${kept.photos.length}` : ""), input);
  if (!shown) return frame;
  return h("div.frame-box", {}, frame, h("button.btn.retake", { type: "button", onclick: () => change({ photos: kept.photos.slice(0, -1) }) }, icon("refresh"), word("retake")));
}

function classPart(kept, change) {
  const chip = (each) => h("button.chip", { type: "button", "data-class": each.uuid, "aria-pressed": "false", onclick: () => change({ class: each.uuid, add_to: null }) }, each.name);
  const place = placeOf(kept.place);
  const ofPoint = place ? (checklist(place)?.elements ?? []).map((each) => each.class).filter(Boolean) : [];
  const offered = usual(ofPoint.slice(0, 3));
  const chosen = kept.class && !offered.some((each) => each.uuid === kept.class) ? [classOf(kept.class)] : [];
  const chips = h("div.chips", {}, [...chosen, ...offered].map(chip));
  const found = h("div.chips");
  const look = (typed) => {
    const hits = search(typed);
    found.replaceChildren(...(typed.trim() && !hits.length ? [h("p.soft", {}, word("no_class"))] : hits.map(chip)));
    for (const each of found.querySelectorAll("[data-class]")) each.setAttribute("aria-pressed", String(each.dataset.class === kept.class));
  };
  return h("section", {}, h("h2.visually-hidden", {}, word("usual")), chips,
    h("input", { type: "search", enterkeyhint: "search", autocomplete: "off", placeholder: word("find_class"), "aria-label": word("find_class"), oninput: (event) => look(event.target.value) }), found);
}

function facts(kept) {
  const unit = unitFor(placeOf(kept.place));
  const limits = kept.class ? classOf(kept.class)?.limits ?? [] : [];
  const position = here() ?? kept.at;
  return [
    h("p", {}, h("span.soft", {}, word("unit")), " ", h("strong", {}, unit.name || word(unit.by)), unit.name ? ` (${word(unit.by)})` : "", "　",
      h("span.soft", {}, word("limit")), " ", h("strong", {}, limits.slice(0, 3).join(" / ") || word("limit_unknown"))),
    h("p.soft", {}, icon("map-pin"), position ? word("position", { metres: Math.round(position.accuracy_m) }) : word("no_position")),
  ];
}

async function save(kept) {
  if (!kept.photos.length && !kept.class && !kept.text) return say(word("need_photo_or_class"), true);
  const name = classOf(kept.class)?.name ?? word("problem_title");
  const place = placeOf(kept.place);
  const wish = {
    command: "problem", problem_uuid: kept.problem, title: [place?.name, name].filter(Boolean).join(" "), text: kept.text, case_class: kept.class,
    place_uuid: kept.place, place_text: kept.place_text || place?.address || place?.name || "", ...(kept.at ?? here() ?? {}), files: kept.photos, add_to: kept.add_to,
  };
  await put(wish, { title: wish.title, photos: kept.photos, draft: kept.key });
  say(word("problem_saved"));
  location.hash = "#/today";
}

async function discard(kept) {
  if (kept.photos.length && !(await asked(word("discard_sure"), { ok: word("discard") }))) return;
  await dropDraft(kept.key);
  location.hash = "#/today";
}
