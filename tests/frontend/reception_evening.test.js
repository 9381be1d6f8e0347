import assert from "node:assert/strict";
import test from "node:test";
import { afterwardsAt, isPast } from "../../static/js/reception/evening.js";

const minute = 60_000;
/** Round 1 from 10 for 6, change for 1, round 2 for 6, then 18 minutes of floor; the closing waits for the host. */
const phases = [
  ["welcome", null, 0, 10 * minute, false],
  ["round", 1, 10 * minute, 16 * minute, true],
  ["change", 2, 16 * minute, 17 * minute, true],
  ["round", 2, 17 * minute, 23 * minute, true],
  ["change", null, 23 * minute, 24 * minute, true],
  ["floor", null, 24 * minute, 42 * minute, true],
  ["closing", null, 42 * minute, 57 * minute, false],
];
const anEvening = (changes) => ({ state: "running", place: 1, phases, ...changes });

test("a tablet without a net goes on to the floor and to the gong as planned, and no further", () => {
  const said = [12, 22.9, 23, 24, 41.9, 42, 600].map((at) => afterwardsAt(anEvening(), at * minute));
  assert.deepEqual(said, ["", "", "floor", "floor", "floor", "closing", "closing"]);
});

test("when the host has ended the evening it is over, whatever the time", () => {
  assert.equal(afterwardsAt(anEvening({ state: "over", place: phases.length }), 20 * minute), "over");
});

test("a pause of the last round stands still", () => {
  assert.equal(afterwardsAt(anEvening({ state: "paused", place: 3 }), 600 * minute), "");
});

test("nothing is over of an evening that nobody has begun, nor by a list that says nothing of it", () => {
  assert.equal(afterwardsAt(anEvening({ state: "waiting", place: -1 }), 600 * minute), "");
  assert.equal(afterwardsAt(undefined, 600 * minute), "");
});

test("a round is past as planned, however long ago the list was fetched, and none is before the evening has begun", () => {
  const said = [12, 15.9, 16, 30].map((at) => isPast(anEvening(), 1, at * minute));
  assert.deepEqual(said, [false, false, true, true]);
  assert.equal(isPast(anEvening(), 2, 20 * minute), false);
  assert.equal(isPast(anEvening({ state: "waiting", place: -1 }), 1, 600 * minute), false);
  assert.equal(isPast(undefined, 1, 600 * minute), false);
});
