// Where the phone is: the best position of the last minute.

let best = null;
let watch = null;
const listeners = new Set();

/** Begin to listen; the browser asks for permission the first time. */
export function startLooking() {
  if (watch !== null || !navigator.geolocation) return;
  watch = navigator.geolocation.watchPosition(take, () => {}, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 });
}

function take({ coords, timestamp }) {
  const isOld = !best || timestamp - best.at > 60_000;
  if (!isOld && coords.accuracy > best.accuracy_m && timestamp - best.at < 15_000) return;
  best = { lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy * 10) / 10, at: timestamp };
  listeners.forEach((each) => each(best));
}

/** @returns {{lon: number, lat: number, accuracy_m: number} | null} at most two minutes old */
export function here() {
  if (!best || Date.now() - best.at > 120_000) return null;
  const { lon, lat, accuracy_m } = best;
  return { lon, lat, accuracy_m };
}

/** @param {(at: object) => void} tell @returns {() => void} to stop */
export function onMove(tell) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** @returns {number} metres between two positions, on a sphere */
export function metres(a, b) {
  const rad = Math.PI / 180;
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.hypot(x, y) * 6_371_008.8;
}

/** @returns {boolean} whether a position lies in one of the rings */
export function inside(at, rings) {
  return rings.some((ring) => {
    let isIn = false;
    for (let n = 0, last = ring.length - 1; n < ring.length; last = n, n += 1) {
      const [[x1, y1], [x2, y2]] = [ring[last], ring[n]];
      if (y1 > at.lat !== y2 > at.lat && at.lon < ((x2 - x1) * (at.lat - y1)) / (y2 - y1) + x1) isIn = !isIn;
    }
    return isIn;
  });
}
