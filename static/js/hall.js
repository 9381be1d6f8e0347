// <div id="hall" data-live-region data-hall='{"now": …, "place": 4, "phases": […]}'></div>
// <section data-hall-cards> <div data-from="4">…</div> <div data-from="5" hidden>…</div> </section>
// <time data-hall-left="end"> (of the phase), "end:3" or "start:3" (of a round)   <span data-hall-start="3">18:22</span>
// <li data-hall-round="3" data-state="coming">   <span data-hall-paused hidden>pause</span>   <p data-until="…Z">
// <time data-ends-at="2026-03-12T17:06:00+00:00" data-now="2026-03-12T17:00:12+00:00">5:48</time>
//
// The page goes through the evening by itself: of its cards it shows the one for where the hall is now, by the server's
// time. When the clock is moved, the live stream says how (live.js); `/tid` (<html data-time="…">) is asked for the time
// itself, now and then, and all pages each in its own minute. When the net is gone, it goes on as planned.

import { contact, isInContact } from "./contact.js";
import { clock, hallNow, heard, suggest, whenItJumps } from "./hall_time.js";
import { delayAt, endOf, placeAt, placeOf, startOf, stateOf } from "./run_sheet.js";
import { asClock, phaseOf, secondsLeft } from "./time_left.js";

const ASK_EVERY = 60_000;
const GIVE_UP_AFTER = 8_000;
const GOOD_ENOUGH = 150; // milliseconds of error; until then it is asked again soon
const TRIES = 4;

const url = document.documentElement.dataset.time;
const KEPT = `borse-hall ${url}`;
const hours = new Intl.DateTimeFormat("nb", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });
let hall = null;
let written = ""; // the state that the page was written with
let asking = false;
let place = null;
let hasNotices = document.querySelector("[data-notice]") !== null;
let timesTold = 0; // by the stream

// -- the time, and where the evening is --------------------------------------------------------------------------------

async function ask(triesLeft = TRIES) {
  if (asking || !url) return;
  asking = true;
  let error = Infinity;
  const asked = clock();
  const toldBefore = timesTold;
  try {
    const answer = await fetch(url, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(GIVE_UP_AFTER) });
    const at = clock();
    if (answer.ok) {
      const said = await answer.json();
      error = heard(said.now, asked, at);
      if (timesTold === toldBefore) told(said); // else the answer may be of before what the stream said meanwhile
    }
    contact(answer.status < 500); // a gateway that says 502 is a server that is gone
  } catch {
    contact(false);
  } finally {
    asking = false;
  }
  if (error > GOOD_ENOUGH && triesLeft > 1 && isInContact()) setTimeout(() => ask(triesLeft - 1), 700);
}

/** The server has said where the evening is. */
function told(said) {
  if (hall) hall = said;
  keep(said);
  show();
  document.dispatchEvent(new CustomEvent("hall:told", { detail: said }));
  if (document.querySelector("[data-notices]") && (said.notices.length || hasNotices)) say(said.notices);
}

/** A page that comes out of the cache is older than what this browser has heard: the host may have gone on since. */
function keep(said) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...said, notices: [] }));
  } catch {
    // then it goes on from where the page was written
  }
}

function newest(said) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT));
    return kept?.now > said.now ? kept : said;
  } catch {
    return said;
  }
}

/** What the host says to telephones: most of the time nothing, and then its module is not fetched. */
async function say(notices) {
  hasNotices = true;
  (await import("./notices.js")).show(notices);
}

/** What the page was written with, when it is another page than before. */
function read() {
  const alone = document.querySelector("time[data-now]");
  if (alone) suggest(Date.parse(alone.dataset.now));
  const element = document.querySelector("[data-hall]");
  if (!element || element.dataset.hall === written) return;
  written = element.dataset.hall;
  const said = JSON.parse(written);
  suggest(said.now);
  if (!hall || said.now >= hall.now) hall = newest(said);
}

// -- the page ----------------------------------------------------------------------------------------------------------

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function turnCards() {
  for (const pile of document.querySelectorAll("[data-hall-cards]")) {
    const cards = [...pile.querySelectorAll("[data-from]")];
    const shown = cards.findLast((card) => Number(card.dataset.from) <= place) ?? cards[0];
    for (const card of cards) {
      if (card.hidden === (card !== shown)) continue;
      card.hidden = card !== shown;
      const voice = document.querySelector("[data-live-announcement]");
      if (card === shown && voice && pile.hasAttribute("data-hall-say")) voice.textContent = card.textContent.replace(/\s+/g, " ").trim();
    }
  }
}

/** What "end", "end:3" and "start:3" mean now: { at, isKnown }. */
function momentOf(word, now) {
  const [edge, round] = word.split(":");
  const its = round ? placeOf(hall, Number(round)) : place;
  if (its < 0 || its >= hall.phases.length) return { at: now, isKnown: false };
  if (edge === "end") return { at: endOf(hall, its, now), isKnown: true };
  const isKnown = hall.state === "running" && delayAt(hall, now) === 0;
  return { at: startOf(hall, its, now), isKnown };
}

/** It ticks silently: a timer is not read out each second. */
function tick(clock, seconds) {
  write(clock, asClock(seconds));
  if (clock.dataset.phase !== phaseOf(seconds)) clock.dataset.phase = phaseOf(seconds);
}

function show() {
  const now = hallNow();
  for (const clock of document.querySelectorAll("time[data-ends-at]")) {
    tick(clock, secondsLeft(Date.parse(clock.dataset.endsAt), now));
  }
  for (const brief of document.querySelectorAll("[data-until]")) brief.hidden = now >= Date.parse(brief.dataset.until);
  if (hall) follow(now);
}

function follow(now) {
  const before = place;
  place = placeAt(hall, now);
  if (place !== before) document.documentElement.dataset.hallPlace = place;
  turnCards();
  for (const left of document.querySelectorAll("[data-hall-left]")) {
    const { at, isKnown } = momentOf(left.dataset.hallLeft, now);
    const seconds = secondsLeft(at, now);
    left.hidden = !isKnown || (left.dataset.hallLeft.startsWith("start") && seconds === 0);
    left.toggleAttribute("data-still", hall.state === "paused");
    tick(left, seconds);
  }
  for (const start of document.querySelectorAll("[data-hall-start]")) {
    const its = placeOf(hall, Number(start.dataset.hallStart));
    if (its >= place) write(start, hours.format(startOf(hall, its, now)));
  }
  for (const meeting of document.querySelectorAll("[data-hall-round]")) {
    const state = stateOf(hall, Number(meeting.dataset.hallRound), now);
    if (meeting.dataset.state !== state) meeting.dataset.state = state;
  }
  for (const pause of document.querySelectorAll("[data-hall-paused]")) pause.hidden = hall.state !== "paused";
  if (before !== null && place !== before) document.dispatchEvent(new CustomEvent("hall:turned", { detail: place }));
}

export function start() {
  read();
  show();
  ask();
  whenItJumps(() => setTimeout(ask));
  setInterval(show, 250);
  setInterval(() => document.hidden || ask(1), ASK_EVERY);
  document.addEventListener("live:hall", ({ detail }) => {
    timesTold += 1;
    told(detail);
  });
  document.addEventListener("live:swapped", () => {
    read();
    show();
  });
  document.addEventListener("visibilitychange", () => document.hidden || ask(1));
  addEventListener("online", () => ask());
  addEventListener("offline", () => contact(false));
}
