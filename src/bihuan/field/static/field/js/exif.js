// Reads when, where and with what a JPEG says it was taken, from its header alone.

const WANTED = { 0x010f: "make", 0x0110: "model", 0x9003: "at", 0x9011: "offset", 0x8769: "exif", 0x8825: "gps" };
const GPS = { 1: "latRef", 2: "lat", 3: "lonRef", 4: "lon" };
const SIZES = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };

/**
 * @param {ArrayBuffer} bytes of a picture; at least its first 128 KB
 * @returns {{at?: string, lon?: number, lat?: number, device?: string}} what it says, nothing for other formats
 */
export function readExif(bytes) {
  try {
    const start = header(new DataView(bytes));
    return start ? told(new DataView(bytes, start)) : {};
  } catch {
    return {}; // a broken header says nothing
  }
}

function header(view) {
  if (view.getUint16(0) !== 0xffd8) return 0;
  for (let at = 2; at + 10 < view.byteLength; ) {
    const mark = view.getUint16(at);
    if ((mark & 0xff00) !== 0xff00 || mark === 0xffda) return 0;
    if (mark === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

function told(view) {
  const little = view.getUint16(0) === 0x4949;
  const main = directory(view, view.getUint32(4, little), little, WANTED);
  const exif = main.exif ? directory(view, main.exif, little, WANTED) : {};
  const gps = main.gps ? directory(view, main.gps, little, GPS) : {};
  const said = {};
  if (exif.at) said.at = exif.at + (exif.offset ?? "");
  const device = [main.make, main.model].filter(Boolean).join(" ").slice(0, 80);
  if (device) said.device = device;
  const [lat, lon] = [degrees(gps.lat, gps.latRef === "S"), degrees(gps.lon, gps.lonRef === "W")];
  const isReal = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0); // 0, 0: no fix
  return isReal ? { ...said, lat, lon } : said;
}

function directory(view, start, little, names) {
  const found = {};
  for (let number = 0; number < view.getUint16(start, little); number += 1) {
    const at = start + 2 + number * 12;
    const name = names[view.getUint16(at, little)];
    const [kind, count] = [view.getUint16(at + 2, little), view.getUint32(at + 4, little)];
    const size = (SIZES[kind] ?? 1) * count;
    if (name && size < 1000) found[name] = value(view, size > 4 ? view.getUint32(at + 8, little) : at + 8, kind, count, little);
  }
  return found;
}

function value(view, at, kind, count, little) {
  if (kind === 2) return text(view, at, count);
  if (kind === 3) return view.getUint16(at, little);
  if (kind === 4) return view.getUint32(at, little);
  if (kind === 5) return Array.from({ length: count }, (_each, n) => view.getUint32(at + n * 8, little) / view.getUint32(at + n * 8 + 4, little));
  return undefined;
}

function text(view, at, count) {
  let said = "";
  for (let n = 0; n < count; n += 1) said += String.fromCharCode(view.getUint8(at + n));
  return said.replace(/[^ -~]/g, "").trim();
}

const degrees = (parts, isNegative) => (Array.isArray(parts) && parts.length === 3 ? (isNegative ? -1 : 1) * (parts[0] + parts[1] / 60 + parts[2] / 3600) : NaN);
