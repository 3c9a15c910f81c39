// What is kept on the phone: packs, drafts, outbox, photos. Everything that must not be lost is written to disk before
// anybody is told that it is saved.

import { openDB } from "../../vendor/idb/index.js";

const STRICT = { durability: "strict" };
// A photo is kept before the draft that names it: nothing this young is ever tidied away.
const YOUNG_MS = 3_600_000;
let opened;
let owner = "";

/** Say whose drafts are meant from here on: two people who share a phone do not see or send each other's. */
export const belongTo = (person) => { owner = `${person}|`; };

function db() {
  opened ??= openDB("bihuan-field", 1, {
    upgrade(base) {
      base.createObjectStore("packs");
      base.createObjectStore("drafts", { keyPath: "key" });
      base.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("request", "request_uuid", { unique: true });
      base.createObjectStore("photos", { keyPath: "sha256" });
    },
    terminated() { opened = undefined; },
  });
  return opened;
}

export const uuid = () => crypto.randomUUID();

/** @param {BufferSource} bytes @returns {Promise<string>} hexadecimal */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const getPack = async (key = "today") => (await db()).get("packs", key);
export const putPack = async (value, key = "today") => (await db()).put("packs", value, key);
export const packKeys = async () => (await db()).getAllKeys("packs");
export const dropPack = async (key) => (await db()).delete("packs", key);

const mine = (kept) => kept && { ...kept, key: kept.key.slice(owner.length) };
export const drafts = async () => (await (await db()).getAll("drafts")).filter((each) => each.key.startsWith(owner)).map(mine);
export const draft = async (key) => mine(await (await db()).get("drafts", owner + key));
export const keepDraft = async (value) => (await db()).put("drafts", { ...value, key: owner + value.key, changed_at: Date.now() });
export const dropDraft = async (key) => (await db()).delete("drafts", owner + key);

export const items = async () => (await db()).getAll("outbox");
export const item = async (order) => (await db()).get("outbox", order);
export const photo = async (hash) => (await db()).get("photos", hash);
export const photos = async () => (await db()).getAll("photos");

/** Keep a photo; the same bytes are kept once. @param {object} value with sha256 and blob */
export async function keepPhoto(value) {
  const done = (await db()).transaction("photos", "readwrite", STRICT);
  if (!(await done.store.get(value.sha256))) await done.store.put({ ...value, kept_at: Date.now() });
  await done.done;
}

export const changePhoto = async (value) => (await db()).put("photos", value);

/** Put an item into the outbox and take its draft away, both or neither. */
export async function enqueue(value, draftKey) {
  const done = (await db()).transaction(["outbox", "drafts"], "readwrite", STRICT);
  const order = await done.objectStore("outbox").add(value);
  if (draftKey) await done.objectStore("drafts").delete(owner + draftKey);
  await done.done;
  return order;
}

/** Change an item that is still there; what another tab finished meanwhile stays finished. */
export async function changeItem(order, change) {
  const done = (await db()).transaction("outbox", "readwrite", STRICT);
  const now = await done.store.get(order);
  if (now) await done.store.put({ ...now, ...change });
  await done.done;
}

/** Forget what was sent some days ago, and photos that nothing needs any more. */
export async function tidy(keepDays) {
  const base = await db();
  const done = base.transaction(["outbox", "drafts", "photos"], "readwrite");
  const needed = new Set();
  for (const each of await done.objectStore("outbox").getAll()) {
    const isOver = each.state === "sent" || each.state === "deleted";
    if (isOver && Date.now() - each.changed_at > keepDays * 86_400_000) await done.objectStore("outbox").delete(each.order);
    if (!isOver) each.photos.forEach((hash) => needed.add(hash));
  }
  for (const each of await done.objectStore("drafts").getAll()) photosOf(each).forEach((hash) => needed.add(hash));
  for (const kept of await done.objectStore("photos").getAll()) {
    if (!needed.has(kept.sha256) && Date.now() - kept.kept_at > YOUNG_MS) await done.objectStore("photos").delete(kept.sha256);
  }
  await done.done;
}

/** @param {object} kept a draft @returns {string[]} the hashes of its photos */
export function photosOf(kept) {
  return [...(kept.photos ?? []), ...Object.values(kept.seen ?? {}).flatMap((each) => each.photos ?? [])];
}

/** @returns {Promise<{used: number, left: number, isPersisted: boolean}>} megabytes */
export async function space() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const isPersisted = (await navigator.storage?.persisted?.()) ?? false;
  return { used: Math.round(usage / 1e6), left: Math.round((quota - usage) / 1e6), isPersisted };
}
