// Keeps the app on the phone. VERSION and KEPT are written above by the server; a change of either is a new version.
// It never touches the phone's database, so that no update can lose what is kept there.

const CACHE = `field-${VERSION}`;
const [SHELL] = KEPT;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("message", (event) => event.data === "use-now" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === SHELL) event.respondWith(kept(SHELL, request));
  } else if (KEPT.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  }
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(KEPT.map((address) => keep(cache, address)));
}

async function keep(cache, address) {
  const answer = await fetch(address, { cache: "reload", credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
}

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("field-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address, request) {
  const found = await caches.match(address, { cacheName: CACHE });
  return found ?? fetch(request);
}
