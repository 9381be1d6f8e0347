// The hall's clock, whatever this device's shows: hallNow() is the server's time in milliseconds.
//
// Known best first: measured by asking `/tid` (time_left.js); what this browser measured another time (a page that comes
// out of the cache while the net is gone); what the page itself said when it was written.
//
// Between measurements it goes by a clock that nobody can set (performance.now). That one may stand still while the
// device sleeps, so after a sleep the device's own clock is believed; both lead to a new measurement.

import { better, sampleOf } from "./time_left.js";

const KEPT = "borse-offset";
const JUMP = 1000; // the device's clock and the one that nobody can set: further apart than this, something happened

let origin = Date.now() - performance.now();
let known = null; // measured here
let guess = null; // milliseconds ahead of the device's clock
let hasSlept = false;
let onJump = () => {};

const deviceNow = () => origin + performance.now();

function kept() {
  try {
    const text = localStorage.getItem(KEPT);
    return text === null ? null : Number(text);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep() {
  try {
    localStorage.setItem(KEPT, String(Math.round(hallNow() - Date.now())));
  } catch {
    // then the page's own word is the next best
  }
}

/** The server's time now, as well as it is known. */
export function hallNow() {
  notice();
  return deviceNow() + (known?.offset ?? guess ?? 0);
}

/** What a page said when it was written, for as long as nothing better is known. */
export function suggest(said) {
  guess ??= kept() ?? said - deviceNow();
}

/** An answer of the server: what it said, and when by `clock()` it was asked and heard. */
export function heard(said, asked, at) {
  known = better(known, sampleOf(said, asked, at));
  keep();
  return known.error;
}

/** The device's clock for `heard`. */
export function clock() {
  notice();
  return deviceNow();
}

/** `call` is called when this device's clock was set, or it has slept. */
export function whenItJumps(call) {
  onJump = call;
}

function notice() {
  const apart = Date.now() - deviceNow();
  if (Math.abs(apart) < JUMP) return;
  origin += apart;
  // It slept, and time went by; or somebody set its clock, and it did not.
  if (!hasSlept && known) known = { ...known, offset: known.offset - apart };
  if (!hasSlept && guess !== null) guess -= apart;
  hasSlept = false;
  if (known) known = { ...known, error: known.error + JUMP }; // whatever is heard next is better
  onJump();
}

document.addEventListener("visibilitychange", () => {
  hasSlept = document.hidden || hasSlept;
  if (!document.hidden) {
    notice();
    hasSlept = false;
  }
});
