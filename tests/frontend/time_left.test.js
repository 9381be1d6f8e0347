import assert from "node:assert/strict";
import test from "node:test";
import { asClock, phaseOf, secondsLeft } from "../../static/js/time_left.js";

const five = Date.parse("2027-03-11T17:05:00Z");

test("a begun second counts, and the time never runs below nothing", () => {
  assert.equal(secondsLeft(five + 1, five), 1);
  assert.equal(secondsLeft(five, five), 0);
  assert.equal(secondsLeft(five, five + 5000), 0);
});

test("a clock is written as people read it", () => {
  assert.equal(asClock(0), "0:00");
  assert.equal(asClock(75), "1:15");
  assert.equal(asClock(3700), "1:01:40");
});

test("the last minute and the end look different from the rest", () => {
  assert.deepEqual([61, 60, 1, 0].map(phaseOf), ["", "last", "last", "over"]);
});
