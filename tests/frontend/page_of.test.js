import assert from "node:assert/strict";
import { test } from "node:test";

import { pageOf } from "../../static/js/page_of.js";

test("what fits stands there whole", () => {
  assert.deepEqual(pageOf(5, 9, 9, 3), { from: 0, to: 9, number: 1, pages: 1 });
  assert.deepEqual(pageOf(0, 0, 0, 1), { from: 0, to: 0, number: 1, pages: 1 });
});

test("the pages come round again, and each table stands on exactly one", () => {
  for (let count = 1; count <= 80; count += 1) {
    for (let columns = 1; columns <= 4; columns += 1) {
      for (let fits = columns; fits <= 24; fits += 1) {
        const { pages } = pageOf(0, count, fits, columns);
        let next = 0;
        for (let step = 0; step < pages; step += 1) {
          const page = pageOf(step, count, fits, columns);
          assert.equal(page.from, next);
          assert.ok(page.to > page.from, `an empty page: ${count} tables, ${fits} fit in ${columns} columns`);
          assert.ok(page.to - page.from <= Math.max(fits, columns));
          next = page.to;
        }
        assert.equal(next, count);
        assert.equal(pageOf(pages, count, fits, columns).number, 1);
      }
    }
  }
});

test("the pages are even: eight tables with room for six are four and four", () => {
  assert.deepEqual(pageOf(0, 8, 6, 2), { from: 0, to: 4, number: 1, pages: 2 });
});
