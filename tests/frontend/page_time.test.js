import assert from "node:assert/strict";
import test from "node:test";
import { secondsFor } from "../../static/js/page_time.js";

test("one page stays, a few come by within the change between two rounds, and none flits past", () => {
  assert.deepEqual([1, 2, 4, 8, 20].map(secondsFor), [0, 12, 10, 5, 5]);
  for (let pages = 2; pages <= 12; pages += 1) assert.ok(pages * secondsFor(pages) <= 60);
});
