// The service worker of one børs: its pages open with the server gone. The server puts two lines before this text:
//
//   const BASE = "/borsen", VERSION = "3f2a…";   the børs, and the version of all static files together
//   const FILES = ["/static/v-3f2a…/js/page.js", …];
//
// What it does, and nothing else:
//
//   static files   from the cache. All of a version are fetched before this worker is let in, so a page is never without
//                  (but for large ones that few pages need: those are kept when a page names them, or has used them)
//   pages          from the server when it answers in time, else as they were kept. Only those that asked for it are
//                  kept ({ keep: address, also: files }, sent by keep.js), only answers that are right (200, a page, not sent on from
//                  elsewhere), and only pages of this very version: a page and its scripts are always of one make.
//                  A kept page with the header `Stands-For: /borsen/meglere/aktor/` is shown instead of those whose
//                  address begins so and that are not kept themselves. Of the others, /uten-nett says that there is no net.
//   everything else goes to the network.
//
// A new version fetches its files and the kept pages anew before it takes over. The files of the version before stay until
// the next one, for pages that are still open. A page that the børs itself refuses (401, 403, 404) is forgotten, and so is
// a desk's page after a day: it has names on it.

const STATIC = `borse-static${BASE} ${VERSION}`;
const PAGES = `borse-pages${BASE} ${VERSION}`;
const PERSONAL = `${BASE}/p/`;
const WITHOUT_NET = `${BASE}/uten-nett`; // says that a page is not kept
const IN_TIME = 3000; // milliseconds that a page may take before the kept one is shown
const JUST_NOW = 3000; // milliseconds: what was kept as lately is not fetched once more
const A_DAY = 86_400_000; // milliseconds
const KEPT_AT = "Kept-At"; // when, by this device's clock

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  const { keep: address, also, within, forget: gone } = event.data ?? {};
  if (address) event.waitUntil(keep(address, also, within).finally(() => event.ports[0]?.postMessage("done")));
  if (address && !address.startsWith(PERSONAL)) event.waitUntil(keep(WITHOUT_NET, [], A_DAY)); // a lock threw it away
  if (gone) event.waitUntil(forget(gone));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/v-")) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate" && url.pathname.startsWith(`${BASE}/`)) event.respondWith(page(event));
});

async function install() {
  const cache = await caches.open(STATIC);
  const has = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(FILES.filter((name) => !has.has(name)));
  await keep(WITHOUT_NET);
  for (const name of await older(`borse-pages${BASE} `, PAGES)) {
    for (const request of await (await caches.open(name)).keys()) await keep(new URL(request.url).pathname);
  }
  await self.skipWaiting();
}

async function takeOver() {
  for (const name of await older(`borse-pages${BASE} `, PAGES)) await caches.delete(name);
  for (const name of (await older(`borse-static${BASE} `, STATIC)).slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
}

async function older(beginning, mine) {
  return (await caches.keys()).filter((name) => name.startsWith(beginning) && name !== mine);
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && request.url.includes(`/static/v-${VERSION}/`)) await (await caches.open(STATIC)).put(request, answer.clone());
  return answer;
}

async function page(event) {
  const { pathname, search } = new URL(event.request.url);
  const cache = await caches.open(PAGES);
  const own = await cache.match(pathname);
  const kept = own ?? (await standIn(pathname));
  if (!kept) return fetch(event.request).catch(async (error) => (await caches.match(WITHOUT_NET)) ?? Promise.reject(error));
  const fresh = fetch(event.request).then(async (answer) => {
    if (own && !search) await remember(cache, pathname, answer.clone()); // a search in the page is not the page
    return answer;
  });
  event.waitUntil(fresh.then(forgetOld).catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, IN_TIME, null));
  const answer = await Promise.race([fresh, late]).catch(() => null);
  // A gateway that says 502 is a server that is gone.
  return answer && answer.status < 500 ? answer : kept;
}

/** The kept page that stands for this one, which is not kept. */
async function standIn(pathname) {
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    const stands = answer.headers.get("Stands-For")?.split(" ") ?? [];
    if (stands.some((beginning) => pathname.startsWith(beginning))) return answer;
  }
  return undefined;
}

/** Keep a page as the server has it now, unless it was kept `within` so many milliseconds. */
async function keep(pathname, also = [], within = JUST_NOW) {
  if (!pathname.startsWith(`${BASE}/`)) return;
  try {
    const cache = await caches.open(PAGES);
    const kept = await cache.match(pathname);
    const isFresh = kept && Math.abs(Date.now() - Number(kept.headers.get(KEPT_AT))) < within;
    if (!isFresh) await remember(cache, pathname, await fetch(pathname, { cache: "no-store", headers: { Accept: "text/html" } }));
    await Promise.all(also.map((address) => file(new Request(new URL(address, location)))));
  } catch {
    // No net: it is kept the next time that it is opened.
  }
}

/** Whether the børs said it. A gateway that wants somebody to log in to the Wi-Fi says 403 as well. */
function isOurs(answer) {
  return answer.headers.get("Content-Security-Policy")?.startsWith("default-src 'none'") ?? false;
}

/**
 * `cache` was opened before the server was asked. A lock may have thrown it away while the answer was on its way
 * (throw_away.js): what is put there then is seen by nobody, and the page with its names stays away.
 */
async function remember(cache, pathname, answer) {
  if ([401, 403, 404].includes(answer.status) && isOurs(answer)) return forget(pathname);
  const isPage = answer.status === 200 && !answer.redirected && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage) return;
  const text = await answer.text();
  if (!text.includes(`/static/v-${VERSION}/`)) {
    self.registration.update().catch(() => {}); // the server is of another version: its worker will keep its pages
    return;
  }
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag"]) headers.delete(name);
  headers.set(KEPT_AT, Date.now());
  await cache.put(pathname, new Response(text, { headers }));
  // A telephone keeps the page of whoever it belongs to: one.
  if (!pathname.startsWith(PERSONAL)) return;
  for (const request of await cache.keys()) {
    const other = new URL(request.url).pathname;
    if (other.startsWith(PERSONAL) && other.split("/")[3] !== pathname.split("/")[3]) await cache.delete(request);
  }
}

/** At each opening of a kept page, with a net. Of the desks: a participant's own page is about themselves, and may be read until the next evening. */
async function forgetOld() {
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    const age = Math.abs(Date.now() - Number((await cache.match(request)).headers.get(KEPT_AT)));
    if (age > A_DAY && pathname !== WITHOUT_NET && !pathname.startsWith(PERSONAL)) await cache.delete(request);
  }
}

async function forget(pathname) {
  await (await caches.open(PAGES)).delete(pathname);
}
