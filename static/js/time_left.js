// What a clock shows, and how far it is off, free of the page it stands on. Times are milliseconds since 1970.

/** Whole seconds left until `endsAt`; never below 0. A begun second counts. */
export function secondsLeft(endsAt, now) {
  return Math.max(0, Math.ceil((endsAt - now) / 1000));
}

/** 75 → "1:15", 3700 → "1:01:40". */
export function asClock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "last" in the last minute, "over" at the end, else "": the page says it with shape and colour. */
export function phaseOf(seconds) {
  if (seconds === 0) return "over";
  return seconds <= 60 ? "last" : "";
}

// -- how far the hall's clock is ahead of this device's ------------------------------------------------------------------
//
// The server says its time in an answer: somewhere between the question (asked) and the answer (heard). Its middle is
// wrong by half of the way there and back at most (Cristian 1989, "Probabilistic clock synchronization"); the quickest
// of several answers is the best one.

// Two clocks of quartz drift apart by this much at most, per millisecond.
const DRIFT = 0.0001;

/** { offset, error, at } from what the server said, and when by the device's clock it was asked and heard. */
export function sampleOf(said, asked, heard) {
  return { offset: said - (asked + heard) / 2, error: (heard - asked) / 2, at: heard };
}

/** The better of what is known and what was heard just now: what is known grows worse with time. */
export function better(known, heard) {
  if (!known) return heard;
  const error = known.error + DRIFT * (heard.at - known.at);
  return heard.error <= error ? heard : known;
}
