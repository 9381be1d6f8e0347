// Where the evening is, free of the page. `hall` is the value of borse/hall.py: its phases are lists of kind, round,
// beginning, end (milliseconds by the hall's clock) and whether the phase ends by itself.

const KIND = 0;
const ROUND = 1;
const STARTS = 2;
const ENDS = 3;
const BY_ITSELF = 4;

/**
 * The place in the run sheet at `now`: what the server last said, and from there on as planned: rounds end by
 * themselves, a welcome waits. -1 before the evening, the number of phases after it.
 */
export function placeAt(hall, now) {
  let place = hall.place;
  if (hall.state === "paused" || hall.state === "over") return place;
  while (place < hall.phases.length) {
    const isOver = place < 0 ? now >= hall.phases[0][STARTS] : hall.phases[place][BY_ITSELF] && now >= hall.phases[place][ENDS];
    if (!isOver) break;
    place += 1;
  }
  return place;
}

/** How much later than the server said everything to come is: a pause lasts, a welcome runs over. Milliseconds. */
export function delayAt(hall, now) {
  if (hall.state === "paused") return Math.max(0, now - hall.now);
  const phase = hall.phases[placeAt(hall, now)];
  if (hall.state !== "running" || !phase || phase[BY_ITSELF]) return 0;
  return Math.max(0, now - Math.max(phase[ENDS], hall.now));
}

/** Where a round stands in the run sheet; -1 when the evening has no such round. */
export function placeOf(hall, round) {
  return hall.phases.findIndex((phase) => phase[KIND] === "round" && phase[ROUND] === round);
}

/** When the phase at `place` is expected to begin. */
export function startOf(hall, place, now) {
  const late = place > placeAt(hall, now) ? delayAt(hall, now) : 0;
  return hall.phases[place][STARTS] + late;
}

/** When it is expected to end. In a pause that moves with the time. */
export function endOf(hall, place, now) {
  const here = placeAt(hall, now);
  const late = place > here || (place === here && hall.state === "paused") ? delayAt(hall, now) : 0;
  return hall.phases[place][ENDS] + late;
}

/** Past, now, or coming: a round of the evening at `now`. */
export function stateOf(hall, round, now) {
  const place = placeAt(hall, now);
  const its = placeOf(hall, round);
  if (its === place) return "now";
  return its < place ? "past" : "coming";
}
