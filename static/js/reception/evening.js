// What the evening has come to when its rounds are over, by the run sheet in the roster, free of the page. Without a net it
// goes on as planned. The server says the same of itself: borse/clock.py, `Clock.afterwards`.

import { placeAt, stateOf } from "../run_sheet.js";

const KIND = 0;
const ROUND = 1;

/**
 * "floor", "closing" or "over" at `now` by the hall's clock; "" while there are rounds, until the host has begun the evening,
 * and for a list that says nothing of it. `evening` is the value of borse/hall.py.
 */
export function afterwardsAt(evening, now) {
  if (!evening || evening.state === "waiting") return "";
  const place = placeAt(evening, now);
  if (place >= evening.phases.length) return "over";
  if (evening.phases.slice(place).some((phase) => phase[ROUND])) return "";
  return evening.phases[place][KIND] === "closing" ? "closing" : "floor";
}

/** Whether `round` is over at `now`, as far as this device knows: whoever has the list of before it is told of no table there. */
export function isPast(evening, round, now) {
  return Boolean(evening) && evening.state !== "waiting" && stateOf(evening, round, now) === "past";
}
