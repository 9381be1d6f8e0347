import assert from "node:assert/strict";
import test from "node:test";
import { concerns, streamOf, topicsOf, waitBefore, waitToReconnect } from "../../static/js/topics.js";

test("a page about the floor hears of the floor, not of sign-up", () => {
  const page = topicsOf("floor agreements");
  assert.equal(concerns(page, topicsOf("signup floor")), true);
  assert.equal(concerns(page, topicsOf("signup")), false);
  assert.equal(concerns(page, topicsOf("")), false);
});

test("whoever was away too long is told everything", () => {
  assert.equal(concerns(topicsOf("floor"), topicsOf("everything")), true);
});

test("a page without topics hears nothing, whatever white space it has", () => {
  assert.deepEqual([...topicsOf(undefined)], []);
  assert.deepEqual([...topicsOf("  floor \n agreements ")], ["floor", "agreements"]);
});

test("a page is told of its own topics, and one without any of all", () => {
  assert.equal(streamOf("/borsen/live", topicsOf("programme extra_meetings")), "/borsen/live?om=programme+extra_meetings");
  assert.equal(streamOf("/borsen/live", topicsOf("floor"), ["tablets"]), "/borsen/live?om=floor+tablets");
  assert.equal(streamOf("/borsen/live", topicsOf("")), "/borsen/live");
  assert.equal(streamOf("/borsen/live", topicsOf("floor everything")), "/borsen/live");
});

test("a page that listens again says what it heard last", () => {
  assert.equal(streamOf("/borsen/live", topicsOf("floor"), [], { heard: "1042" }), "/borsen/live?om=floor&siden=1042");
  assert.equal(streamOf("/borsen/live", topicsOf(""), [], { heard: "1042" }), "/borsen/live?siden=1042");
});

test("a page that listens for the first time says what it was written after", () => {
  assert.equal(streamOf("/borsen/live", topicsOf("floor"), [], { known: "1042" }), "/borsen/live?om=floor&kjent=1042");
});

test("two answers are at least half a second apart", () => {
  assert.equal(waitBefore(10_000, 10_000, { chance: 0 }), 500);
  assert.equal(waitBefore(10_200, 10_000, { chance: 0 }), 300);
  assert.equal(waitBefore(60_000, 10_000, { chance: 0 }), 0);
});

test("a hall full of telephones does not ask in the same instant", () => {
  assert.equal(waitBefore(60_000, 0, { chance: 0.5 }), 200);
  assert.ok(waitBefore(60_000, 0, { chance: 0.999 }) < 400);
});

test("the stream is tried less and less often, but never given up", () => {
  const waits = [1, 2, 3, 4, 5, 6, 50].map((failures) => waitToReconnect(failures, 0.999999));
  assert.deepEqual(waits.map((wait) => Math.round(wait / 1000)), [1, 2, 4, 8, 16, 30, 30]);
  assert.ok(waitToReconnect(3, 0) >= 2000);
});
