import assert from "node:assert/strict";
import test from "node:test";
import { asClock, better, phaseOf, sampleOf, secondsLeft } from "../../static/js/time_left.js";

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

const day = 86_400_000;

test("a device a day slow, 40 ms away from the server, knows the time to 20 ms at worst", () => {
  const server = (device) => device + day;
  const sample = sampleOf(server(1010), 1000, 1040); // the way there was quicker than the way back
  assert.equal(sample.error, 20);
  assert.ok(Math.abs(sample.offset - day) <= sample.error);
});

test("an answer that took two seconds does not take the place of one that took a tenth", () => {
  const quick = sampleOf(5050, 0, 100);
  const slow = sampleOf(9000, 3000, 5000);
  assert.equal(better(quick, slow), quick);
  assert.equal(better(null, slow), slow);
  assert.equal(better(slow, { ...quick, at: 6000 }).error, 50);
});

test("after hours two clocks have drifted, and a slower answer is believed again", () => {
  const morning = sampleOf(5050, 0, 100);
  const evening = sampleOf(10 * 3_600_000 + 5600, 10 * 3_600_000, 10 * 3_600_000 + 1200);
  assert.equal(better(morning, evening), evening);
});
