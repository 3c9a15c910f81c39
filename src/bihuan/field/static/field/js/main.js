// The app: which screen is shown, what stands around it, and the worker that keeps it on the phone.

import { h, icon, say } from "./dom.js";
import { startLooking } from "./here.js";
import { counts, keepSending, onChange, send } from "./outbox.js";
import { load, state, sync } from "./pack.js";
import { map } from "./screens/map.js";
import { outbox } from "./screens/outbox.js";
import { phone } from "./screens/phone.js";
import { point } from "./screens/point.js";
import { problem } from "./screens/problem.js";
import { today } from "./screens/today.js";
import { again, verify } from "./screens/verify.js";
import { language, word } from "./words.js";

const SCREENS = { again, today, point, problem, map, outbox, verify, phone };
const TABS = { today: "list-check", map: "map-pin", outbox: "send", phone: "settings" };
const SYNC_MS = 5 * 60_000;
const { signIn, field } = document.body.dataset;
let turn = 0;
let waitingWorker = null;

const place = () => location.hash.replace(/^#\//, "").split("/");

async function show({ keepPlace = false } = {}) {
  turn += 1;
  const [mine, [name, ...rest]] = [turn, place()];
  const screen = SCREENS[name] ?? today;
  const made = state.pack || ["outbox", "phone"].includes(name) ? await screen(() => show({ keepPlace: true }), ...rest) : await today(() => show());
  if (mine !== turn) return;
  document.getElementById("screen").replaceChildren(...made.flat(3).filter(Boolean));
  document.documentElement.lang = language();
  if (!keepPlace) scrollTo(0, 0);
  await around();
}

/** The bands above and the bar below. */
async function around() {
  const [name] = place();
  const number = await counts();
  const bands = [
    !navigator.onLine && band("alert-circle", word("offline")),
    state.isSignedOut && band("lock", word("signed_out"), h("a.btn", { href: `${signIn}?next=${field}` }, word("sign_in"))),
    state.noAccess && band("ban", state.noAccess === "no_access" ? word("no_access") : state.noAccess),
    waitingWorker && band("refresh", word("new_version"), h("button.btn", { type: "button", onclick: () => waitingWorker.postMessage("use-now") }, word("reload"))),
  ];
  document.getElementById("bands").replaceChildren(...bands.filter(Boolean));
  const tabs = Object.entries(TABS).map(([tab, sign]) =>
    h("a.tab", { href: `#/${tab}`, "aria-current": (name || "today") === tab ? "page" : null }, icon(sign), h("span", {}, word(tab)), tab === "outbox" && number.waiting + number.refused > 0 && h("span.number", {}, String(number.waiting + number.refused))));
  document.getElementById("frame").replaceChildren(h("p.counts", { "data-waiting": number.waiting, "data-sent": number.sent, "data-refused": number.refused }, word("counts", number)), h("nav.tabs", {}, tabs));
}

const band = (sign, text, button) => h("p.band", {}, icon(sign), h("span", {}, text), button);

async function refresh() {
  await sync();
  if (state.isSignedOut || state.noAccess) await around();
  else await send(true);
  if ((place()[0] || "today") === "today") await show({ keepPlace: true });
}

async function keepApp() {
  const registration = await navigator.serviceWorker?.register(`${field}sw.js`, { scope: field, updateViaCache: "none" });
  if (!registration) return;
  const ready = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waitingWorker = registration.waiting;
    around();
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", ready));
  let isNew = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => (isNew ? location.reload() : (isNew = true)));
  ready();
}

const fault = (what) => say(word("fault", { what: String(what?.message ?? what) }), true);
addEventListener("error", (event) => fault(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => fault(event.reason));
addEventListener("hashchange", () => show());
addEventListener("online", refresh);
addEventListener("offline", around);

let drawing = 0;
onChange(() => {
  clearTimeout(drawing);
  drawing = setTimeout(() => (place()[0] === "outbox" ? show({ keepPlace: true }) : around()), 100);
});

await load();
await show();
navigator.storage?.persist?.();
// Never asked for unasked: the point and the problem ask, where it is clear what for.
navigator.permissions?.query({ name: "geolocation" }).then((answer) => answer.state === "granted" && startLooking()).catch(() => {});
keepApp().catch(() => {}); // without a worker the app works as long as the page is open
keepSending();
refresh();
setInterval(() => document.visibilityState === "visible" && refresh(), SYNC_MS);
