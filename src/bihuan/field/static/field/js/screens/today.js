// Today: my stops, what to look at again, what was fixed, other points.

import { where } from "../classes.js";
import { h, icon } from "../dom.js";
import { here, metres } from "../here.js";
import { placeOf, state, sync } from "../pack.js";
import { drafts, items } from "../store.js";
import { shortMoment, word } from "../words.js";

const SHOWN = 40;

/** @param {() => void} again draws the screen anew */
export async function today(again) {
  const { pack, meta } = state;
  if (!pack) return [head(), h("section.empty", {}, icon("download"), h("p", {}, word("never_synced")), syncButton(again))];
  const [kept, begun] = [await items(), await drafts()];
  const isKept = (stop) => kept.some((each) => each.state !== "deleted" && each.state !== "refused" && each.wish.stop_uuid === stop.uuid);
  const stops = pack.stops.map((stop) => ({ ...stop, isKept: isKept(stop) }));
  const isChecked = (check) => kept.some((each) => each.state !== "deleted" && each.wish.case_uuid === check.uuid && each.wish.expected_version >= check.version);
  const planned = stops.filter((stop) => !stop.case);
  const again_ = stops.filter((stop) => stop.case);
  const checks = pack.checks.filter((each) => !isChecked(each));
  const mine = new Set(stops.map((stop) => stop.place));
  return [
    head(),
    h("a.btn.primary.wide", { href: "#/problem/new" }, icon("photo"), word("problem")),
    begunList(begun),
    section("my_stops", planned.length ? [bar(planned), planned.map(stopLine)] : h("p.soft", {}, word("no_stops"))),
    again_.length > 0 && section("rechecks", again_.map(stopLine)),
    checks.length > 0 && section("to_verify", checks.map(checkLine)),
    otherPoints(pack.places.filter((place) => !mine.has(place.uuid))),
    h("div.foot-sync", {}, h("p.soft", {}, word("synced", { at: shortMoment(meta.synced_at ?? 0) })), syncButton(again)),
  ];
}

const head = () => h("header.top", {}, h("h1", {}, word("today")), state.pack && h("span.soft", {}, state.pack.person.name));

function syncButton(again) {
  const button = h("button.btn", { type: "button", onclick: async () => {
    button.disabled = true;
    button.lastChild.textContent = word("syncing");
    await sync();
    again();
  } }, icon("refresh"), h("span", {}, word("sync")));
  return button;
}

const section = (name, ...inside) => h("section.block", {}, h("h2", {}, word(name)), ...inside);

function bar(stops) {
  const done = stops.filter((stop) => stop.isKept || stop.state !== "waiting").length;
  const text = word("progress", { done, all: stops.length });
  return h("div.progress", {}, h("progress", { max: stops.length, value: done, "aria-label": text }), h("span", {}, text));
}

function stopLine(stop) {
  const place = placeOf(stop.place);
  const isDone = stop.isKept || stop.state !== "waiting";
  const said = stop.isKept && stop.state === "waiting" ? "stop_kept" : { done: "stop_done", skipped: "stop_skipped" }[stop.state];
  const title = place?.name ?? stop.case?.title ?? stop.round_name;
  const detail = [stop.case?.code, place?.address || stop.case?.place_text].filter(Boolean).join(" · ");
  return line({ href: stop.case ? `#/again/${stop.uuid}` : `#/point/${stop.uuid}`, title, detail, at: where(place) ?? where(stop.case), bad: badOf(place), badge: said && word(said), isDone });
}

function checkLine(check) {
  return line({ href: `#/verify/${check.uuid}`, title: check.title, detail: [check.code, check.unit].filter(Boolean).join(" · "), at: where(check) });
}

const badOf = (place) => Object.keys(place?.states ?? {}).length;

function line({ href, title, detail, at, bad = 0, badge = "", isDone = false }) {
  const far = at && here() ? word("metres", { n: Math.round(metres(here(), at)) }) : "";
  const under = [detail, far, bad && word("was_bad", { n: bad })].filter(Boolean).join(" · ");
  return h(isDone ? "a.line.is-done" : "a.line", { href }, icon(isDone ? "circle-check" : "circle"),
    h("span.line-text", {}, h("strong", {}, title), h("small", {}, under)), badge && h("span.badge", {}, badge), icon("chevron-right"));
}

function begunList(begun) {
  if (!begun.length) return null;
  return section("drafts", begun.map((each) => {
    const [kind] = each.key.split("/");
    const title = kind === "problem" ? word("draft_problem") : placeOf(each.place)?.name ?? word({ verify: "what_verify", again: "what_look_again" }[kind] ?? "what_visit");
    const href = `#/${each.key}`;
    return line({ href, title, detail: shortMoment(each.changed_at) });
  }));
}

function otherPoints(places) {
  if (!places.length) return null;
  const list = h("div");
  const show = (typed) => {
    const wanted = typed.trim().toLowerCase();
    const fits = (place) => !wanted || [place.name, place.code, place.address, place.initials].some((text) => text.toLowerCase().includes(wanted));
    const at = here();
    const near = at ? [...places].sort((a, b) => (where(a) ? metres(at, a) : 1e9) - (where(b) ? metres(at, b) : 1e9)) : places;
    list.replaceChildren(...near.filter(fits).slice(0, wanted ? SHOWN : 5).map((place) => line({ href: `#/point/${place.uuid}`, title: place.name, detail: place.address, at: where(place), bad: badOf(place) })));
  };
  show("");
  return section("other_points", h("input", { type: "search", placeholder: word("find_point"), "aria-label": word("find_point"), oninput: (event) => show(event.target.value) }), list);
}
