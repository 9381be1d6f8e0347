import assert from "node:assert/strict";
import test from "node:test";
import { secondsFor, TRIES } from "../../static/js/legible.js";

test("one page stays, a few come by in forty seconds, and none flits past", () => {
  assert.deepEqual([1, 2, 4, 8, 12, 15, 20].map((pages) => secondsFor(pages, 7)), [0, 12, 10, 5, 5, 4, 4]);
});

test("a screen that has its share comes round within the minute of a change, one that has twice as much in two", () => {
  for (const { size, pages: most } of TRIES.filter((one) => Number.isFinite(one.pages))) {
    for (let pages = 2; pages <= most; pages += 1) {
      assert.ok(pages * secondsFor(pages, size) <= (pages <= 12 || (size >= 7 && pages <= 15) ? 60 : 120), `${pages} pages`);
      assert.ok(size >= 7 || secondsFor(pages, size) >= 5, `${size} vmin, ${pages} pages: more than a dozen names`);
    }
  }
});

test("letters never become smaller than a projector's picture two metres wide is read in at ten metres", () => {
  const smallest = Math.min(...TRIES.map((one) => one.size));
  assert.ok((smallest / 100) * 1125 * 0.7 >= 10_000 / 250);
  assert.equal(TRIES.at(-1).pages, Infinity, "however many names there are");
});

test("the first letters tried are read at ten metres on a television, and each try that follows has smaller ones", () => {
  const sizes = TRIES.map((one) => one.size);
  assert.ok(sizes.every((size, place) => place === 0 || size <= sizes[place - 1]));
  const capitals = (vmin) => (vmin / 100) * 810 * 0.7; // millimetres
  const paged = TRIES.find((one) => one.pages > 1);
  assert.ok(capitals(TRIES[0].size) >= 10_000 / 201, "with ease");
  assert.ok(capitals(paged.size) >= 10_000 / 253, "just so");
});
