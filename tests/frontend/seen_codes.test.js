import assert from "node:assert/strict";
import test from "node:test";
import { seenCodes } from "../../static/js/seen_codes.js";

test("a badge that is held up counts once, however many pictures show it", () => {
  const news = seenCodes(2500);
  assert.deepEqual(news(["a"], 0), ["a"]);
  for (let now = 100; now < 60_000; now += 100) assert.deepEqual(news(["a"], now), []);
});

test("two badges are two, also in one picture, also when a code is read twice", () => {
  assert.deepEqual(seenCodes()(["a", "b", "a"], 0), ["a", "b"]);
});

test("taken away and held up again, it is news", () => {
  const news = seenCodes(2500);
  news(["a"], 0);
  assert.deepEqual(news([], 2000), []);
  assert.deepEqual(news(["a"], 2400), []);
  assert.deepEqual(news(["a"], 4900), ["a"]);
});
