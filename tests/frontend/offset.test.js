import assert from "node:assert/strict";
import test from "node:test";
import { better, sampleOf } from "../../static/js/offset.js";

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
