// The map: areas and points of the pack, no tiles from anywhere. Leaflet is loaded here and nowhere else.

import { where } from "../classes.js";
import { h } from "../dom.js";
import { here, onMove, startLooking } from "../here.js";
import { state } from "../pack.js";
import { items } from "../store.js";
import { word } from "../words.js";

let loading;

function leaflet() {
  loading ??= new Promise((ready, fail) => {
    const { leaflet: script, leafletStyle } = document.body.dataset;
    document.head.append(h("link", { rel: "stylesheet", href: leafletStyle }), h("script", { src: script, onload: () => ready(window.L), onerror: () => fail(new Error("leaflet")) }));
  });
  return loading;
}

export async function map() {
  const box = h("div.map", { "aria-label": word("map") });
  startLooking();
  const L = await leaflet();
  const kept = await items();
  requestAnimationFrame(() => draw(L, box, new Set(kept.filter((each) => each.state !== "deleted" && each.wish.command === "visit").map((each) => each.wish.place_uuid))));
  return [h("header.top", {}, h("h1", {}, word("map"))), box, h("p.soft", {}, word("legend"))];
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { accent: of("--kit-accent"), grey: of("--kit-line-strong"), ink: of("--kit-ink"), line: of("--kit-line-strong"), surface: of("--kit-surface") };
}

function draw(L, box, seen) {
  const { pack } = state;
  const colour = colours();
  const view = L.map(box, { attributionControl: false, zoomControl: true, preferCanvas: true, maxZoom: 20 });
  const shown = [];
  for (const area of pack?.areas ?? []) {
    for (const ring of area.rings) {
      L.polygon(ring.map(([lon, lat]) => [lat, lon]), { color: colour.line, weight: 1, fillColor: colour.accent, fillOpacity: 0.05 }).bindTooltip(area.name).addTo(view);
    }
  }
  const todo = new Map((pack?.stops ?? []).filter((stop) => stop.state === "waiting").map((stop) => [stop.place, stop]));
  for (const place of (pack?.places ?? []).filter(where)) {
    const stop = todo.get(place.uuid);
    const isTodo = stop && !seen.has(place.uuid);
    const dot = L.circleMarker([place.lat, place.lon], { radius: stop ? 9 : 6, color: colour.surface, weight: 2, fillColor: isTodo ? colour.accent : colour.grey, fillOpacity: 1 });
    dot.bindPopup(() => h("div", {}, h("p", {}, place.name), h("a.btn", { href: `#/point/${stop?.uuid ?? place.uuid}` }, word("what_visit")))).addTo(view);
    if (stop || shown.length < 50) shown.push([place.lat, place.lon]);
  }
  for (const check of (pack?.checks ?? []).filter(where)) {
    const span = 0.00012;
    L.rectangle([[check.lat - span, check.lon - span], [check.lat + span, check.lon + span]], { color: colour.ink, weight: 2, fillOpacity: 0.2 })
      .bindPopup(() => h("div", {}, h("p", {}, check.title), h("a.btn", { href: `#/verify/${check.uuid}` }, word("what_verify")))).addTo(view);
    shown.push([check.lat, check.lon]);
  }
  const me = L.circleMarker([0, 0], { radius: 7, color: colour.ink, weight: 3, fillOpacity: 0 }).bindTooltip(word("map_you"));
  const moved = (at) => me.setLatLng([at.lat, at.lon]).addTo(view);
  if (here()) moved(here());
  const stop = onMove((at) => (document.contains(box) ? moved(at) : stop()));
  if (shown.length) view.fitBounds(L.latLngBounds(shown).pad(0.1), { maxZoom: 17, animate: false });
  else if (here()) view.setView([here().lat, here().lon], 16);
  else box.replaceChildren(h("p.soft", {}, word("map_none")));
}
