// What a clock shows, free of the page it stands on. Times are milliseconds since 1970.

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
