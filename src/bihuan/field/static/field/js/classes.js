// Finds a class by words or pinyin initials, what was reported nearby, and whose it is.

import { here, inside, metres } from "./here.js";
import { classList, classOf, now, state } from "./pack.js";

const CHIPS = 5;
const FOUND = 12;

/** @returns {object[]} the classes offered first: of the elements of the point, then the usual ones */
export function usual(first = []) {
  const keys = [...first, ...state.pack.usual, ...ofElements()];
  return [...new Set(keys)].map(classOf).filter(Boolean).slice(0, CHIPS);
}

/** The classes that the elements of today's points fail as, the most frequent first. */
function ofElements() {
  const counts = new Map();
  for (const { elements } of Object.values(state.pack.types)) {
    for (const each of elements.filter((one) => one.class)) counts.set(each.class, (counts.get(each.class) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
}

/** @param {string} typed @returns {object[]} what fits best first: name, other words, initials, code */
export function search(typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return [];
  const scored = classList().map((each) => [score(each, wanted), each]).filter(([points]) => points > 0);
  return scored.sort((a, b) => b[0] - a[0] || a[1].code.localeCompare(b[1].code)).slice(0, FOUND).map(([, each]) => each);
}

function score(each, wanted) {
  const weight = each.limits.length ? 1 : 0;
  if (each.name.startsWith(wanted)) return 90 + weight;
  if (each.name.includes(wanted)) return 80 + weight;
  if (each.words.some((other) => other.startsWith(wanted))) return 70 + weight;
  if (each.words.some((other) => other.includes(wanted))) return 60 + weight;
  const initials = each.initials.split(" ");
  if (initials.some((other) => other === wanted)) return 55 + weight;
  if (initials.some((other) => other.startsWith(wanted))) return 50 + weight;
  if (each.code.startsWith(wanted)) return 45 + weight;
  return wanted.length > 1 && initials.some((other) => other.includes(wanted)) ? 40 + weight : 0;
}

/** @returns {{code: string, uuid: string, at: string, metres: number} | null} the nearest open case of the same class */
export function similar(classKey, at) {
  if (!classKey || !at) return null;
  const { similar_m, similar_hours } = state.pack.rules;
  const since = now().getTime() - similar_hours * 3_600_000;
  const near = state.pack.near
    .filter((each) => each.class === classKey && Date.parse(each.at) >= since)
    .map((each) => ({ ...each, metres: Math.round(metres(at, each)) }))
    .filter((each) => each.metres <= similar_m);
  return near.sort((a, b) => a.metres - b.metres)[0] ?? null;
}

/** @returns {{name: string, by: "unit_place" | "unit_area" | "unit_unknown"}} who will most likely get it */
export function unitFor(place) {
  if (place?.unit) return { name: place.unit, by: "unit_place" };
  const at = here() ?? where(place);
  const found = at && state.pack.areas.filter((each) => each.unit && inside(at, each.rings));
  const area = found?.find((each) => each.kind === "unit") ?? found?.[0];
  return area ? { name: area.unit, by: "unit_area" } : { name: "", by: "unit_unknown" };
}

/** @returns {{lon: number, lat: number} | null} where a place is */
export function where(place) {
  return place && place.lon !== null && place.lat !== null ? { lon: place.lon, lat: place.lat } : null;
}

/** @returns {object | undefined} the point the phone stands at: the nearest whose position is within 60 m */
export function placeHere() {
  const at = here();
  if (!at) return undefined;
  const near = state.pack.places.filter(where).map((each) => [metres(at, each), each]).filter(([far]) => far <= 60);
  return near.sort((a, b) => a[0] - b[0])[0]?.[1];
}

