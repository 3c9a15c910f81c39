// The pack of the day: fetched when there is a network, read from the phone always.

import { ask, SignedOut, told } from "./net.js";
import { belongTo, dropPack, getPack, packKeys, putPack, tidy } from "./store.js";

const SMALL_OFFSET_MS = 30_000;
export const state = { pack: null, meta: {}, isSignedOut: false, noAccess: "", isSyncing: false };
let classes = new Map();
let places = new Map();

/** @returns {Date} the server's time as far as the phone knows it */
export const now = () => new Date(Date.now() + (state.meta.offset ?? 0));
export const classOf = (key) => classes.get(key);
export const placeOf = (key) => places.get(key);
export const classList = () => [...classes.values()];

/** Read what is on the phone. */
export async function load() {
  use(await getPack());
  state.meta = (await getPack("meta")) ?? {};
}

function use(pack) {
  state.pack = pack ?? null;
  if (pack) belongTo(pack.person.uuid);
  classes = new Map((pack?.classes ?? []).map((each) => [each.uuid, each]));
  places = new Map((pack?.places ?? []).map((each) => [each.uuid, each]));
}

/** Fetch the pack if it changed. @returns {Promise<boolean>} whether the server was reached */
export async function sync() {
  if (state.isSyncing) return false;
  state.isSyncing = true;
  try {
    const headers = state.pack ? { "If-None-Match": `"${state.pack.version}"` } : {};
    const answer = await ask("pack.json", { headers, cache: "no-store", patience: 60_000 });
    state.isSignedOut = false;
    state.noAccess = "";
    if (answer.status === 200) {
      const pack = await answer.json();
      const isOther = state.pack && state.pack.person.uuid !== pack.person.uuid;
      await putPack(pack);
      if (isOther) location.reload(); // what is open on the screen is not theirs
      use(pack);
    } else if (answer.status !== 304) {
      const said = await told(answer).catch(() => null);
      if (answer.status === 403 || answer.status === 404) state.noAccess = said?.words ?? "no_access";
      return false;
    }
    const offset = Date.parse(answer.headers.get("X-Now")) - Date.now();
    state.meta = { synced_at: Date.now(), offset: Math.abs(offset) > SMALL_OFFSET_MS ? offset : 0 };
    await putPack(state.meta, "meta");
    fetchPictures().catch(() => {});
    await tidy(state.pack.rules.keep_sent_days);
    return true;
  } catch (fault) {
    if (fault instanceof SignedOut) state.isSignedOut = true;
    return false;
  } finally {
    state.isSyncing = false;
  }
}

/** Bring the pictures of what is to be verified onto the phone, and forget those of what no longer is. */
async function fetchPictures() {
  const wanted = new Set(state.pack.checks.flatMap((each) => [...each.before.slice(-2), ...each.after.slice(-2)]));
  for (const key of await packKeys()) {
    if (key.startsWith("/") && !wanted.has(key)) await dropPack(key);
  }
  for (const address of wanted) {
    if (await getPack(address)) continue;
    const answer = await ask(address);
    if (answer.ok) await putPack(await answer.blob(), address);
  }
}

/** @returns {Promise<Blob | undefined>} a picture that was brought along */
export const picture = (address) => getPack(address);

/** @returns {object | undefined} the checklist of a place, by the system of the stop */
export function checklist(place, stop) {
  const system = stop?.system ?? state.pack?.system?.uuid;
  return state.pack?.types[`${system}/${place.type}`];
}
