// The lock that a tablet puts on itself while there is no net. Kept beside the pages, so that a reload does not open it.
//
//   { code: "4821" | null, left: 5, id: "…" }     `code` opens it, until it was guessed wrong too often; `id` is the command's
//
// The code is made by chance for this one lock, and told once. It lies here as it is: four digits can be found from any
// fingerprint in the blink of an eye, and whoever can read this can read the lists that lie beside it, and needs no code.
// The PIN, which opens other tablets too, is never on a tablet.

import { newId } from "../offline/id.js";

const WRONG = 5; // guesses

export const nameOf = (base) => `borse-locked${base}`;

/** Four digits, the first no nought. `chance` is from 0 to 1. */
export const newCode = (chance) => String(1000 + Math.floor(chance * 9000));

export function lockOf(base, kept = localStorage) {
  const lock = kept.getItem(nameOf(base));
  return lock && JSON.parse(lock);
}

/** Raises when this browser keeps nothing; then it is not locked. */
export function keepLock(base, code, kept = localStorage) {
  kept.setItem(nameOf(base), JSON.stringify({ code, left: WRONG, id: newId() }));
}

export function dropLock(base, kept = localStorage) {
  kept.removeItem(nameOf(base));
}

/** Whether `typed` opens it; counts it against the lock when not. */
export function opens(base, typed, kept = localStorage) {
  const lock = lockOf(base, kept);
  if (lock.code !== null && typed.replace(/\s/g, "") === lock.code) return true;
  const left = Math.max(0, lock.left - 1);
  kept.setItem(nameOf(base), JSON.stringify({ ...lock, left, code: left ? lock.code : null }));
  return false;
}
