import assert from "node:assert/strict";
import test from "node:test";
import { strokesFor, tonesOf, unheard } from "../../static/js/bell.js";

test("the tones together are never louder than asked for", () => {
  const sum = tonesOf({ loudness: 0.8 }).reduce((all, tone) => all + tone.gain, 0);
  assert.ok(Math.abs(sum - 0.8) < 1e-9);
});

test("a gong: the deep tones last, the high ones die first", () => {
  const tones = tonesOf({ lowest: 98 });
  assert.equal(tones[0].frequency, 98);
  for (let i = 1; i < tones.length; i += 1) {
    assert.ok(tones[i].frequency > tones[i - 1].frequency);
    assert.ok(tones[i].seconds <= tones[i - 1].seconds);
  }
});

test("two strokes open and close the børstid, one is for the rest", () => {
  assert.deepEqual(["open", "close", "agreement", undefined].map(strokesFor), [2, 2, 1, 1]);
});

test("what has sounded is silent", () => {
  assert.deepEqual(unheard(["round-1", "round-2", ""], new Set(["round-1"])), ["round-2"]);
});
