// Takes in a picture of the camera: made smaller on the phone, with what the original said kept beside it.

import { readExif } from "./exif.js";
import { here } from "./here.js";
import { now } from "./pack.js";
import { keepPhoto, sha256, space, uuid } from "./store.js";

const LONGEST = 1600;
const QUALITY = 0.8;
const LEAST_MB = 20;

/**
 * @param {Blob} original
 * @param {string} [name]
 * @returns {Promise<string>} the hash of the smaller picture, once it is safely on the phone
 * Throws an Error whose message is a name of words: space_full, photo_broken.
 */
export async function take(original, name = "photo.jpg") {
  const { left } = await space();
  if (left > 0 && left < LEAST_MB) throw new Error("space_full");
  const bytes = await original.arrayBuffer();
  const said = readExif(bytes);
  const blob = await smaller(original);
  const hash = await sha256(await blob.arrayBuffer());
  const capture = {
    original_sha256: await sha256(bytes),
    original_bytes: bytes.byteLength,
    original_at: said.at ?? "",
    original_lon: said.lon ?? null,
    original_lat: said.lat ?? null,
    device: said.device ?? "",
    phone_at: now().toISOString(),
    ...(here() ?? {}),
  };
  try {
    await keepPhoto({ sha256: hash, blob, name: name.replace(/\.\w+$/, "") + ".jpg", capture, request_uuid: uuid(), file_uuid: "" });
  } catch (fault) {
    throw fault?.name === "QuotaExceededError" ? new Error("space_full") : fault;
  }
  return hash;
}

async function smaller(original) {
  let picture;
  try {
    picture = await createImageBitmap(original, { imageOrientation: "from-image" });
  } catch {
    throw new Error("photo_broken");
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((give) => { canvas.toBlob(give, "image/jpeg", QUALITY); });
  if (!blob) throw new Error("photo_broken");
  return blob;
}
