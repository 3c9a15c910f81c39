// One point: its checklist, each element good, bad or not applicable.

import { classOf, checklist, now, placeOf, state } from "../pack.js";
import { where } from "../classes.js";
import { h, icon, say } from "../dom.js";
import { here, startLooking } from "../here.js";
import { camera, nearby, strip, top, withPhoto } from "../pieces.js";
import { put } from "../outbox.js";
import { draft, dropDraft, keepDraft, uuid } from "../store.js";
import { word } from "../words.js";

/** @param {() => void} _again @param {string} key of a stop or a place */
export async function point(_again, key) {
  const stop = state.pack?.stops.find((each) => each.uuid === key);
  const place = placeOf(stop?.place ?? key);
  if (!place) return [top(word("gone"))];
  startLooking();
  const list = checklist(place, stop);
  if (!list) return [top(place.name), h("p.soft", {}, word("no_elements")), problemLink(place)];
  const kept = (await draft(`point/${key}`)) ?? begin(key, place, stop);
  const rows = rowsOf(list);
  const foot = h("div.foot.sticky");
  const draw = () => foot.replaceChildren(...footer(kept, rows, redraw, finish));
  const changed = async () => { await keepDraft(kept); draw(); };
  const body = h("div");
  async function redraw() {
    await changed();
    body.replaceChildren(...(await Promise.all(rows.map((row) => element(row, kept, place, changed)))));
  }
  async function finish() {
    await save(kept, place, stop, rows);
    location.hash = "#/today";
  }
  body.replaceChildren(...(await Promise.all(rows.map((row) => element(row, kept, place, changed)))));
  draw();
  return [top(place.name, { saved: Object.keys(kept.seen).length > 0 }), h("p.soft", {}, [list.name, place.address].filter(Boolean).join(" · ")), problemLink(place), body, foot];
}

const problemLink = (place) => h("a.btn.wide", { href: `#/problem/new/${place.uuid}` }, icon("photo"), word("problem"));

function begin(key, place, stop) {
  return { key: `point/${key}`, place: place.uuid, stop: stop?.uuid ?? null, visit: uuid(), started_at: now().toISOString(), seen: {}, note: "" };
}

/** Each element once at the point, and once around it where that is asked for. */
function rowsOf(list) {
  const at = list.elements.map((each) => ({ ...each, scope: "point", key: `${each.uuid}/point` }));
  const around = list.elements.filter((each) => each.is_around).map((each) => ({ ...each, scope: "around", key: `${each.uuid}/around` }));
  return [...at, ...around];
}

async function element(row, kept, place, changed) {
  const seen = kept.seen[row.key];
  const box = h("section.element", { "data-element": row.code, "data-scope": row.scope });
  const mark = async (result) => {
    const before = kept.seen[row.key];
    kept.seen[row.key] = { uuid: before?.uuid ?? uuid(), count: 1, note: "", photos: [], add_to: null, ...before, result, at: now().toISOString(), ...(here() ?? {}) };
    await changed();
    box.replaceWith(await element(row, kept, place, changed));
  };
  const choice = (result, name) => h(`button.choice.is-${result}`, { type: "button", "aria-pressed": String(seen?.result === result), onclick: () => mark(result) }, icon({ good: "check", bad: "x", na: "minus" }[result]), word(name));
  const since = place.states[row.key];
  const help = row.help && h("p.soft", { hidden: true }, row.help);
  box.append(
    h("div.element-head", {}, h("p", {}, h("strong", {}, row.text), row.scope === "around" && h("span.badge", {}, word("around")), row.is_required && h("span.badge", {}, word("required")), since && h("span.badge", {}, word("bad_since", { at: since }))),
      help && h("button.element-help", { type: "button", "aria-label": word("how_to_look"), "aria-expanded": "false", onclick: (event) => { help.hidden = !help.hidden; event.currentTarget.setAttribute("aria-expanded", String(!help.hidden)); } }, icon("help-circle"))),
    help || "",
    h("div.choices", { role: "group", "aria-label": row.text }, choice("good", "good"), choice("bad", "bad"), choice("na", "na")));
  if (seen?.result === "bad") box.append(...(await badPart(row, seen, place, changed, async () => box.replaceWith(await element(row, kept, place, changed)))));
  return box;
}

async function badPart(row, seen, place, changed, again) {
  const count = h("output", {}, String(seen.count));
  const step = (by) => async () => { seen.count = Math.max(1, Math.min(99, seen.count + by)); count.value = String(seen.count); await changed(); };
  return [
    seen.photos.length ? await strip(seen.photos) : null,
    h("div.pair", {},
      camera(word(seen.photos.length ? "one_more" : "take_photo"), async (hash) => { seen.photos = withPhoto(seen.photos, hash); await changed(); await again(); }, { small: true }),
      h("div.stepper", { role: "group", "aria-label": word("count") },
        h("button.btn", { type: "button", "aria-label": word("fewer"), onclick: step(-1) }, icon("minus")), count,
        h("button.btn", { type: "button", "aria-label": word("more_of"), onclick: step(1) }, icon("plus")))),
    row.class && classOf(row.class) && h("p.soft", {}, `${classOf(row.class).name} · ${classOf(row.class).limits.slice(0, 3).join(" / ")}`),
    nearby(row.class, here() ?? where(place), seen.add_to, async (found) => { seen.add_to = found; await changed(); await again(); }),
    h("input", { type: "text", maxlength: 300, value: seen.note, placeholder: word("note"), "aria-label": word("note"), onchange: async (event) => { seen.note = event.target.value; await changed(); } }),
  ].filter(Boolean);
}

function footer(kept, rows, redraw, finish) {
  const left = rows.filter((row) => !kept.seen[row.key]);
  const rest = async () => {
    for (const row of left) kept.seen[row.key] = { uuid: uuid(), count: 1, note: "", photos: [], add_to: null, result: "good", at: now().toISOString(), ...(here() ?? {}) };
    await redraw();
  };
  const isEmpty = left.length === rows.length;
  return [
    h("p.soft", {}, left.length ? word("elements_left", { n: left.length }) : word("all_seen")),
    left.length > 0 && h("button.btn.wide", { type: "button", onclick: rest }, icon("checks"), word("rest_good")),
    h("button.btn.primary.wide", { type: "button", "data-save": true, onclick: () => (isEmpty ? say(word("nothing_seen"), true) : finish()) }, icon("check"), left.length && !isEmpty ? word("save_partly", { n: left.length }) : word("save_visit")),
  ].filter(Boolean);
}

async function save(kept, place, stop, rows) {
  const seen = rows.filter((row) => kept.seen[row.key]).map((row) => [row, kept.seen[row.key]]);
  const observations = seen.map(([row, each]) => ({
    uuid: each.uuid, element_uuid: row.uuid, result: each.result, scope: row.scope, observed_at: each.at,
    bad_count: each.result === "bad" ? each.count : 0, note: each.note, files: each.result === "bad" ? each.photos : [],
    lon: each.lon ?? null, lat: each.lat ?? null, accuracy_m: each.accuracy_m ?? null, add_to: each.result === "bad" ? each.add_to : null,
  }));
  const wish = {
    command: "visit", visit_uuid: kept.visit, place_uuid: place.uuid, stop_uuid: stop?.uuid ?? null,
    started_at: kept.started_at, ended_at: now().toISOString(), ...(here() ?? {}), note: kept.note, observations,
  };
  await put(wish, { title: place.name, photos: observations.flatMap((each) => each.files), draft: kept.key });
  await dropDraft(kept.key);
  say(word("visit_saved"));
}
