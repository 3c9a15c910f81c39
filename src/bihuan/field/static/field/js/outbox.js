// Sends what waits, one after the other: photos first, then the item; removed only on an answer to the same request.

import { ask, SignedOut, told } from "./net.js";
import { now, state } from "./pack.js";
import { changeItem, changePhoto, enqueue, items, photo, uuid } from "./store.js";

const LOCK = "bihuan-outbox";
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;
const tellers = new Set();
const channel = new BroadcastChannel("bihuan-outbox");
let failures = 0;
let timer = 0;

channel.onmessage = () => tellers.forEach((tell) => tell());

/** @param {() => void} tell called after every change, in other tabs too @returns {() => void} to stop */
export function onChange(tell) {
  tellers.add(tell);
  return () => tellers.delete(tell);
}

function changed() {
  tellers.forEach((tell) => tell());
  channel.postMessage("changed");
}

/**
 * Keep one command call on the phone.
 * @param {{command: string}} wish as the server's items.py reads it; photos in it are hashes
 * @param {{title: string, photos: string[], draft?: string, happened_at?: string}} about
 */
export async function put(wish, { title, photos, draft, happened_at = now().toISOString() }) {
  const { person, version } = state.pack;
  const made = {
    request_uuid: uuid(), happened_at, pack: version, person, wish, title,
    photos: [...new Set(photos)], state: "waiting", tries: 0, words: "", answer: null, changed_at: Date.now(),
  };
  await enqueue(made, draft);
  changed();
  send();
}

/** @returns {Promise<{waiting: number, sent: number, refused: number}>} */
export async function counts() {
  const all = await items();
  const having = (...states) => all.filter((each) => states.includes(each.state)).length;
  return { waiting: having("waiting", "sending"), sent: having("sent"), refused: having("refused", "conflict") };
}

/** Send what waits, in one tab only; the others wait until that one is done or gone. @param {boolean} [atOnce] */
export function send(atOnce = false) {
  if (atOnce) failures = 0;
  clearTimeout(timer);
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await sendAll();
  });
}

async function sendAll() {
  for (;;) {
    const mine = state.pack?.person.uuid;
    const next = (await items()).find((each) => ["waiting", "sending"].includes(each.state) && each.person.uuid === mine);
    if (!next || state.isSignedOut) return;
    await changeItem(next.order, { state: "sending" });
    changed();
    const isDone = await sendOne(next).catch((fault) => later(next, fault));
    changed();
    if (!isDone) return;
  }
}

/** Try again after a pause that grows, so that a weak network is not flooded. */
async function later(item, fault) {
  if (fault instanceof SignedOut) state.isSignedOut = true;
  failures += 1;
  await changeItem(item.order, { state: "waiting", tries: item.tries + 1, words: fault.words ?? "" });
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 7)) * (0.75 + Math.random() / 2);
  timer = setTimeout(send, pause);
  return false;
}

async function sendOne(item) {
  const headers = { "X-Post": item.person.key, "X-Person": item.person.uuid };
  const files = new Map();
  const unsent = [];
  for (const hash of item.photos) {
    const kept = await photo(hash);
    if (kept?.file_uuid) files.set(hash, kept.file_uuid);
    else if (kept) unsent.push(kept);
  }
  for (const kept of unsent) {
    const answer = await sendPhoto(kept, headers);
    if (!answer.uuid) return settle(item, answer);
    files.set(kept.sha256, answer.uuid);
    failures = 0;
  }
  const { request_uuid, happened_at, pack } = item;
  const body = JSON.stringify({ request_uuid, happened_at, pack, wish: named(item.wish, files) });
  const said = await answered("send", { method: "POST", body, headers: { ...headers, "Content-Type": "application/json", "X-Request": request_uuid } }, request_uuid);
  failures = 0;
  return settle(item, said);
}

/** Photos in a wish are hashes on the phone and uuids at the server; one that is lost is left out. */
function named(wish, files) {
  const swap = (hashes) => hashes.map((hash) => files.get(hash)).filter(Boolean);
  const swapped = wish.files ? { ...wish, files: swap(wish.files) } : { ...wish };
  if (wish.observations) swapped.observations = wish.observations.map((each) => ({ ...each, files: swap(each.files) }));
  return swapped;
}

/** Send one photo, or learn that it is there already from a try whose answer was lost. */
async function sendPhoto(kept, headers) {
  if (kept.tries) {
    const known = await told(await ask(`files?sha256=${kept.sha256}`, { headers }));
    const uuid_ = known?.files?.[kept.sha256];
    if (uuid_) {
      await changePhoto({ ...kept, file_uuid: uuid_ });
      return { uuid: uuid_ };
    }
  }
  await changePhoto({ ...kept, tries: (kept.tries ?? 0) + 1 });
  const form = new FormData();
  form.set("request_uuid", kept.request_uuid);
  form.set("sha256", kept.sha256);
  form.set("capture", JSON.stringify(kept.capture));
  form.set("file", kept.blob, kept.name);
  const said = await answered("files", { method: "POST", body: form, headers: { ...headers, "X-Request": kept.request_uuid }, patience: 120_000 }, kept.request_uuid);
  if (said.kind === "done") await changePhoto({ ...kept, file_uuid: said.uuid });
  return said;
}

/** @returns {Promise<object>} an answer to this very request; everything else is no answer */
async function answered(path, how, request) {
  const answer = await ask(path, how);
  const said = await told(answer);
  if (!said || said.request_uuid !== request) {
    if (answer.status === 403) await ask("pack.json"); // the page's token may be out of date: this renews it
    throw new Error(`no answer: ${answer.status}`);
  }
  if (said.kind === "again") throw Object.assign(new Error(said.code), { words: said.words });
  return said;
}

async function settle(item, said) {
  const change = { changed_at: Date.now(), answer: said, words: said.words ?? "" };
  change.state = { done: "sent", conflict: "conflict" }[said.kind] ?? "refused";
  if (change.state === "sent") change.wish = { command: item.wish.command, place_uuid: item.wish.place_uuid, stop_uuid: item.wish.stop_uuid, case_uuid: item.wish.case_uuid, expected_version: item.wish.expected_version };
  await changeItem(item.order, change);
  return true;
}

/** Send a refused item once more, as a new request. */
export async function retry(order, change = {}) {
  await changeItem(order, { ...change, state: "waiting", words: "", request_uuid: uuid() });
  changed();
  return send(true);
}

/** Delete an item; the reason stays in the list. */
export async function remove(order, reason) {
  await changeItem(order, { state: "deleted", words: reason, changed_at: Date.now() });
  changed();
}

/** Ask again whenever it may help: the network is back, the app is looked at. */
export function keepSending() {
  addEventListener("online", () => send(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send(true));
  setInterval(() => send(), LONGEST_PAUSE_MS);
}
