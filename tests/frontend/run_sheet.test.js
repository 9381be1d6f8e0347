import assert from "node:assert/strict";
import test from "node:test";
import { delayAt, endOf, placeAt, placeOf, startOf, stateOf } from "../../static/js/run_sheet.js";

const minute = 60_000;
/** Welcome from 0 (it waits), round 1 from 10 for 6, change for 1, round 2 for 6, closing from 23 (it waits). */
const phases = [
  ["welcome", null, 0, 10 * minute, false],
  ["round", 1, 10 * minute, 16 * minute, true],
  ["change", 2, 16 * minute, 17 * minute, true],
  ["round", 2, 17 * minute, 23 * minute, true],
  ["closing", null, 23 * minute, 38 * minute, false],
];
const aHall = (changes) => ({ now: 10 * minute, state: "running", turn: 2, place: 1, phases, ...changes });

test("rounds end by themselves, one after the other, and the closing waits for the host", () => {
  const places = [10, 15.99, 16, 17, 22.9, 23, 500].map((at) => placeAt(aHall(), at * minute));
  assert.deepEqual(places, [1, 1, 2, 3, 3, 4, 4]);
});

test("a welcome waits, and moves all that comes after it", () => {
  const hall = aHall({ now: 0, place: 0 });
  assert.equal(placeAt(hall, 12 * minute), 0);
  assert.equal(delayAt(hall, 9 * minute), 0);
  assert.equal(delayAt(hall, 12 * minute), 2 * minute);
  assert.equal(startOf(hall, 1, 12 * minute), 12 * minute);
  assert.equal(endOf(hall, 0, 12 * minute), 10 * minute);
});

test("in a pause the time left stands still, and the rest of the evening moves", () => {
  const hall = aHall({ state: "paused", now: 12 * minute });
  for (const now of [12 * minute, 20 * minute, 90 * minute]) {
    assert.equal(placeAt(hall, now), 1);
    assert.equal(endOf(hall, 1, now) - now, 4 * minute);
    assert.equal(startOf(hall, 3, now) - now, 5 * minute);
  }
});

test("before the evening is started people go by the plan", () => {
  const planned = phases.map(([kind, round, starts, ends]) => [kind, round, starts, ends, true]);
  const hall = aHall({ state: "waiting", now: -5, place: -1, phases: planned });
  assert.deepEqual([-1, 0, 11, 40].map((at) => placeAt(hall, at * minute)), [-1, 0, 1, 5]);
});

test("an evening that is over stays over", () => {
  assert.equal(placeAt(aHall({ state: "over", place: 5 }), 0), 5);
});

test("a round is past, now or to come", () => {
  const states = [1, 2, 9].map((round) => stateOf(aHall(), round, 18 * minute));
  assert.deepEqual(states, ["past", "now", "past"]);
  assert.equal(stateOf(aHall(), 2, 11 * minute), "coming");
  assert.equal(placeOf(aHall(), 9), -1);
});
