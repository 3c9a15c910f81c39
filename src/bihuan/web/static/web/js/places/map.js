// The map of the register: areas and points are layers of ours, counted by the server for the part that is in sight.
import { behaviour } from "../behaviours.js";

const SETTLED_MS = 150;
const EMPTY = { type: "FeatureCollection", features: [] };
const CHINA = [
  [73, 18],
  [135, 54],
];

/** @param {string} name a custom property of the page */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {HTMLElement} frame what stands instead of a map that cannot be drawn */
function absent(frame) {
  frame.querySelector(".map").hidden = true;
  frame.querySelector(".map-absent").hidden = false;
}

/** @param {DOMStringMap} said the data attributes of the map */
function style(said) {
  const sources = { areas: { type: "geojson", data: said.areas }, points: { type: "geojson", data: EMPTY }, around: { type: "geojson", data: around(said) } };
  const layers = [{ id: "ground", type: "background", paint: { "background-color": colour("--kit-ground") } }];
  if (said.tiles) {
    sources.tiles = { type: "raster", tiles: [said.tiles], tileSize: 256, attribution: said.tilesSaid };
    layers.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  layers.push(
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--kit-accent"), "fill-opacity": 0.05 } },
    { id: "edges", type: "line", source: "areas", paint: { "line-color": colour("--kit-line-strong"), "line-width": 1.25 } },
    { id: "around", type: "line", source: "around", paint: { "line-color": colour("--kit-accent"), "line-width": 2, "line-dasharray": [3, 2] } },
    { id: "points", type: "circle", source: "points", paint: { "circle-radius": 7, "circle-color": colour("--kit-accent"), "circle-stroke-color": colour("--kit-surface"), "circle-stroke-width": 2 } },
  );
  return { version: 8, sources, layers };
}

/** The edge of a point's surroundings as a polygon. @param {DOMStringMap} said */
function around(said) {
  if (!said.lon || !Number(said.radius)) return EMPTY;
  const [lon, lat, metres] = [Number(said.lon), Number(said.lat), Number(said.radius)];
  const corners = [...Array(65).keys()].map((n) => {
    const turn = (n / 64) * 2 * Math.PI;
    return [lon + ((metres / 111195) * Math.sin(turn)) / Math.cos((lat * Math.PI) / 180), lat + (metres / 111195) * Math.cos(turn)];
  });
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: corners } };
}

/** @param {HTMLElement} element */
function draw(element) {
  const said = element.dataset;
  const frame = element.closest(".map-frame");
  const library = globalThis.maplibregl;
  if (!library) return absent(frame);
  library.setWorkerUrl(said.worker);
  let map;
  try {
    map = new library.Map({ container: element, style: style(said), attributionControl: said.tiles ? {} : false, maxZoom: 19, dragRotate: false, pitchWithRotate: false, ...start(said) });
  } catch {
    return absent(frame);
  }
  map.on("error", (event) => {
    if (/webgl/i.test(String(event.error?.message))) absent(frame);
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 120 }), "bottom-left");
  for (const [part, words] of [["in", said.zoomIn], ["out", said.zoomOut]]) {
    const button = element.querySelector(`.maplibregl-ctrl-zoom-${part}`);
    button?.setAttribute("aria-label", words);
    button?.setAttribute("title", words);
  }
  map.once("load", () => {
    element.dataset.ready = "";
    names(map, library, said);
    if (said.lon) pin(map, library, said);
    else follow(map, library, said, frame);
  });
}

/** Where the map begins. @param {DOMStringMap} said */
function start(said) {
  if (said.lon) return { center: [Number(said.lon), Number(said.lat)], zoom: 14 };
  const [west, south, east, north] = said.bounds.split(",").map(Number);
  return { bounds: said.bounds ? [[west, south], [east, north]] : CHINA, fitBoundsOptions: { padding: 24 } };
}

/** Write the names of the areas in their middle, while few enough are in sight. */
async function names(map, library, said) {
  const answer = await fetch(said.areas, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { features } = await answer.json();
  const written = features
    .filter((each) => each.properties.kind === "cell")
    .map((each) => {
      const label = document.createElement("span");
      label.className = "map-area-name";
      label.textContent = each.properties.name;
      const corners = each.geometry.coordinates.flat(each.geometry.type === "Polygon" ? 1 : 2);
      const middle = [0, 1].map((axis) => (Math.min(...corners.map((c) => c[axis])) + Math.max(...corners.map((c) => c[axis]))) / 2);
      return new library.Marker({ element: label }).setLngLat(middle);
    });
  const show = () => {
    const seen = map.getBounds();
    const near = written.filter((marker) => seen.contains(marker.getLngLat()));
    for (const marker of written) marker.remove();
    if (near.length <= 40 && map.getZoom() > 11) for (const marker of near) marker.addTo(map);
  };
  map.on("moveend", show);
  show();
}

function pin(map, library, said) {
  const mark = document.createElement("span");
  mark.className = "map-pin";
  new library.Marker({ element: mark }).setLngLat([Number(said.lon), Number(said.lat)]).addTo(map);
}

/** Ask for what is in sight whenever the map comes to rest. */
function follow(map, library, said, frame) {
  let markers = [];
  let waiting;
  let asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const box = map.getBounds();
    const address = new URL(said.points, location.href);
    address.searchParams.set("bbox", [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((degree) => degree.toFixed(6)).join(","));
    address.searchParams.set("zoom", map.getZoom().toFixed(2));
    let found;
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      found = await answer.json();
    } catch {
      return;
    }
    frame.querySelector(".map-said").textContent = found.said;
    const many = found.features.filter((each) => each.properties.count);
    map.getSource("points").setData({ type: "FeatureCollection", features: found.features.filter((each) => !each.properties.count) });
    for (const marker of markers) marker.remove();
    markers = many.map((each) => cluster(map, library, each, said));
  };
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, SETTLED_MS);
  });
  map.on("click", "points", (event) => popup(map, library, event.features[0], said));
  for (const [name, shape] of [["mouseenter", "pointer"], ["mouseleave", ""]]) map.on(name, "points", () => (map.getCanvas().style.cursor = shape));
  ask();
}

function cluster(map, library, feature, said) {
  const button = document.createElement("button");
  const { count } = feature.properties;
  button.type = "button";
  button.className = count > 99 ? "map-cluster is-many" : "map-cluster";
  button.textContent = String(count);
  button.setAttribute("aria-label", `${count} ${said.many}`);
  button.addEventListener("click", () => map.easeTo({ center: feature.geometry.coordinates, zoom: map.getZoom() + 2 }));
  return new library.Marker({ element: button }).setLngLat(feature.geometry.coordinates).addTo(map);
}

function popup(map, library, feature, said) {
  const { uuid, code, name, type } = feature.properties;
  const box = document.createElement("div");
  for (const words of [name, `${code} · ${type}`]) {
    const line = document.createElement("p");
    line.textContent = words;
    box.append(line);
  }
  const link = document.createElement("a");
  link.href = `${said.pages}${uuid}/`;
  link.textContent = said.open;
  box.append(link);
  new library.Popup({ maxWidth: "none" }).setLngLat(feature.geometry.coordinates.slice()).setDOMContent(box).addTo(map);
}

behaviour("place-map", draw);
