// <main data-live="floor agreements" data-live-url="/borsen/live"
//       [data-live-known="1042"] [data-live-every="30"] [data-live-spread="100"]>
//   <section id="now" data-live-region [data-live-say="Runde 3 er i gang"]> … </section>
//
// The stream (server-sent events) says which of these topics have changed; this page then asks for itself again, with its
// own rights, and swaps the marked regions. What it does not do: swap a region in which somebody is writing or on which a
// finger is (the tap would be lost with the button), move the focus or the scroll, or ask more than twice a second. If the
// stream cannot be had, it asks every 20 seconds instead (the server's ETag makes that cheap) and keeps trying the stream
// in between. Where the evening is the stream says itself (hall.js listens to that). Where the answer is no, the page is let
// in no longer, and says so.
//
// `data-live-known` is the newest event that the page knew of when it was written. It is said to the stream, which tells what
// came between: something happened before anybody listened, or the page comes out of a cache.
// `data-live-every` (seconds) is for a page on which time itself changes something, and no event tells.
// `data-live-spread` (milliseconds) is for one that costs the server little: it asks sooner after news.
// `data-live-own`, anywhere in it, is for one whose own module asks for what it shows: the page is not asked for again. (Two
// hundred tablets at the door hear at once that the net is back, and each would want six hundred rows drawn for nothing.)

import { contact } from "./contact.js";
import { concerns, streamOf, topicsOf, waitBefore, waitToReconnect } from "./topics.js";

const POLL_EVERY = 20_000;
const GIVE_UP_AFTER = 3; // streams in a row that were refused
const TAP = 300; // milliseconds until a lifted finger's tap is heard
const PRESS = 60_000; // milliseconds: a finger may be lifted where this page is not told

const page = { wanted: new Set(), url: "", stream: null, failures: 0, lastFetch: 0, planned: 0, polling: 0, etag: "", known: "", heard: "", spread: undefined };
const finger = { on: null, isOwed: false, lifting: 0 }; // what it is on, and whether news waits for it
let fetching = false;
const came = new WeakMap(); // region → the HTML that it came as

// -- the page asks for itself ------------------------------------------------------------------------------------------

function isBusy(region) {
  const active = document.activeElement;
  const writes = active?.matches("input:not([type=submit]), textarea, select") && region.contains(active);
  return writes || region.contains(finger.on) || region.querySelector("form[data-sent], form[data-touched], dialog[open]") !== null;
}

function lift(wait) {
  clearTimeout(finger.lifting);
  finger.lifting = setTimeout(() => {
    finger.on = null;
    if (finger.isOwed) planFetch();
    finger.isOwed = false;
  }, wait);
}

/** The element of `fresh` that `focused` has become: the one with its id, or the one that reads the same. */
function sameIn(fresh, focused) {
  if (focused.id) return fresh.querySelector(`#${CSS.escape(focused.id)}`);
  return [...fresh.querySelectorAll(focused.tagName)].find((element) => element.isEqualNode(focused));
}

/** What a region is already is left alone, though other modules may have moved things about in it since it came. */
function swap(region, fresh) {
  const html = fresh.outerHTML;
  if (came.get(region) === html || region.isEqualNode(fresh)) return false;
  const focused = region.contains(document.activeElement) ? sameIn(fresh, document.activeElement) : null;
  region.replaceWith(fresh);
  came.set(fresh, html);
  focused?.focus({ preventScroll: true });
  return true;
}

function say(sentence) {
  const voice = document.querySelector("[data-live-announcement]");
  if (voice && sentence && voice.textContent !== sentence) voice.textContent = sentence;
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  let waiting = false;
  for (const region of document.querySelectorAll("[data-live-region]")) {
    const update = fresh.getElementById(region.id);
    if (!update) continue;
    if (isBusy(region)) {
      waiting = true;
    } else if (swap(region, document.adoptNode(update))) {
      say(update.dataset.liveSay);
    }
  }
  document.dispatchEvent(new CustomEvent("live:swapped"));
  if (waiting) page.etag = ""; // what was left out must come with the next answer
  finger.isOwed = waiting && finger.on !== null;
}

async function fetchAndShow() {
  page.planned = 0;
  page.lastFetch = Date.now();
  if (fetching) {
    planFetch(); // an older answer must not come after a newer one
    return;
  }
  fetching = true;
  try {
    const headers = page.etag ? { "If-None-Match": page.etag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store", credentials: "same-origin" });
    contact(answer.status < 500);
    // A gateway of the Wi-Fi that says no says it of the script too.
    if (answer.status >= 400) return (await import("./shut_out.js").catch(() => null))?.heard(answer);
    if (!answer.ok) return; // 304
    page.etag = answer.headers.get("ETag") ?? "";
    show(await answer.text());
  } catch {
    contact(false); // no net: the page stays as it is, and is fetched when the stream is back
  } finally {
    fetching = false;
  }
}

function planFetch() {
  if (page.planned || document.querySelector("[data-live-own]")) return;
  page.planned = setTimeout(fetchAndShow, waitBefore(Date.now(), page.lastFetch, { spread: page.spread, chance: Math.random() }));
}

/** Others on this page may want to know what the stream says. */
function tell(topics) {
  document.dispatchEvent(new CustomEvent("live:changed", { detail: topics }));
  if (concerns(page.wanted, topics)) planFetch();
}

// -- the stream --------------------------------------------------------------------------------------------------------

function poll(on) {
  if (on && !page.polling) page.polling = setInterval(planFetch, POLL_EVERY);
  if (!on && page.polling) {
    clearInterval(page.polling);
    page.polling = 0;
  }
}

function open() {
  // Something may have happened while nobody listened: the server says so, to whoever says what it heard last.
  const also = document.querySelector("[data-tablet]") ? ["tablets"] : [];
  const known = page.failures || page.heard ? { heard: page.heard || page.known } : { known: page.known };
  const stream = new EventSource(streamOf(page.url, page.wanted, also, known));
  page.stream = stream;
  stream.onopen = () => {
    if (page.failures && !page.heard && !page.known) planFetch();
    page.failures = 0;
    poll(false);
    contact(true);
  };
  stream.addEventListener("hello", (event) => {
    page.heard = event.lastEventId || page.heard;
  });
  stream.addEventListener("changed", (event) => {
    page.heard = event.lastEventId || page.heard; // none when something older is told later
    document.dispatchEvent(new CustomEvent("live:told", { detail: topicsOf(event.data) }));
    tell(topicsOf(event.data));
  });
  stream.addEventListener("hall", (event) => {
    document.dispatchEvent(new CustomEvent("live:hall", { detail: JSON.parse(event.data) }));
  });
  stream.onerror = () => {
    page.failures += 1;
    // The browser reconnects by itself when the net was lost, but never after an answer other than 200.
    if (stream.readyState !== EventSource.CLOSED) return;
    if (page.failures >= GIVE_UP_AFTER) poll(true);
    setTimeout(() => page.stream === stream && open(), waitToReconnect(page.failures, Math.random()));
  };
}

function close() {
  page.stream?.close();
  page.stream = null;
  poll(false);
}

export function start() {
  const root = document.querySelector("[data-live]");
  page.wanted = topicsOf(root.dataset.live);
  page.url = root.dataset.liveUrl;
  page.known = root.dataset.liveKnown ?? "";
  if (root.dataset.liveSpread) page.spread = Number(root.dataset.liveSpread);
  if (page.url && "EventSource" in window) {
    open();
  } else {
    poll(true);
  }
  const every = Number(root.dataset.liveEvery ?? 0);
  if (every) setInterval(() => document.hidden || planFetch(), every * 1000);
  document.addEventListener("input", (event) => event.target.form?.setAttribute("data-touched", ""));
  document.addEventListener("contact", ({ detail: isOnline }) => {
    if (isOnline) planFetch();
  });
  document.addEventListener("pointerdown", ({ target, button }) => {
    if (button) return; // a menu opens, and nobody tells when it is over
    finger.on = target;
    lift(PRESS);
  });
  for (const lifted of ["pointerup", "pointercancel"]) document.addEventListener(lifted, () => lift(TAP));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted && page.url) {
      open();
      planFetch();
    }
  });
}
