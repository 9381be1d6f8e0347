import assert from "node:assert/strict";
import { test } from "node:test";

import { afterTheQueues, gapAfter, waitsForQueue, waitUntilDue } from "../../static/js/reception/due.js";

test("the list is asked for every few seconds at most, and less often where the server is slow", () => {
  assert.deepEqual([0, 100, 1000, 9000].map(gapAfter), [2500, 2500, 10_000, 60_000]);
  assert.equal(waitUntilDue(1000, 100, false, 0), 1500);
  assert.equal(waitUntilDue(3000, 100, false, 0), 0);
  assert.equal(waitUntilDue(3000, 1000, false, 0), 7000);
});

test("no two tablets ask in the same instant, and those that come back together ask far apart", () => {
  assert.equal(waitUntilDue(9000, 0, false, 0.5), 200);
  assert.equal(waitUntilDue(9000, 0, true, 0.5), 4500);
});

test("when the net is back, no list is asked for before the last queue of the hall has begun", () => {
  assert.deepEqual([0, 0.5].map(afterTheQueues), [9000, 13_500]);
});

test("the list waits for the tablet's own queue, which may begin seconds after the net is back, but not for ever", () => {
  assert.equal(waitsForQueue("sending", 5000), true);
  assert.equal(waitsForQueue("sending", 30_000), false);
  assert.equal(waitsForQueue("away", 5000), false, "asking is how the tablet finds its server again");
  assert.equal(waitsForQueue("", 0), false);
});
