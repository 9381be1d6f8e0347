// What a clock shows, free of the page it stands on. Times are milliseconds since 1970.

/** How far the server's clock is ahead of ours, given what it said and when we heard it. */
export function offsetOf(serverNow, heardAt) {
  return serverNow - heardAt;
}

/** Whole seconds left until `endsAt` by the server's clock; never below 0. A begun second counts. */
export function secondsLeft(endsAt, ourNow, offset) {
  return Math.max(0, Math.ceil((endsAt - ourNow - offset) / 1000));
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
