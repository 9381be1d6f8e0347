// How old an entry is, how many are sent at a time, and how long to wait after a failure. Free of the browser: times and
// chance are arguments.

export const MOST = 100; // what the server takes at a time (borse/frame/queue.py)
export const FIRST = 50; // the size of the first batch
export const SPREAD = 9000; // milliseconds over which tablets that hear at once of a net begin to send
const QUICK = 150; // milliseconds: an answer that fast, and the next batch may be twice as large
const SLOW = 600; // and one that slow halves it: many tablets are sending at once
const LEAST = 10; // but no further: a request costs the server as much as five entries, and a busy one would only get more

/**
 * Seconds since `entry` was written. Where this is still the same page, by its own steady clock, which nobody can set;
 * else by the device's clock, now minus then, so that a clock which shows the wrong day does no harm.
 */
export function ageOf(entry, { page, steady, now }) {
  const milliseconds = entry.page === page ? steady - entry.steady : now - entry.written;
  return Math.max(0, Math.round(milliseconds)) / 1000;
}

/** How many to send next, when `size` entries took `milliseconds`. */
export function nextSize(size, milliseconds) {
  if (milliseconds > SLOW) return Math.max(Math.min(size, LEAST), Math.floor(size / 2));
  return milliseconds < QUICK ? Math.min(MOST, size * 2) : size;
}

/** Milliseconds until the next attempt after `failures` in a row: 1 s, 2 s, 4 s … at most half a minute, never all alike. */
export function waitAfter(failures, chance) {
  return Math.floor(Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1)) * (0.5 + chance));
}

/** How long ago in words of the page: `words` has {now, minutes, hours} with {n} in the latter two. */
export function agoInWords(seconds, words) {
  if (seconds < 60) return words.now;
  if (seconds < 3600) return words.minutes.replace("{n}", Math.floor(seconds / 60));
  return words.hours.replace("{n}", Math.floor(seconds / 3600));
}
