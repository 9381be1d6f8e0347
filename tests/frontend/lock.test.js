// The lock that a tablet puts on itself while there is no net.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dropLock, keepLock, lockOf, newCode, opens } from "../../static/js/lock/kept.js";

const BASE = "/borsen/";

function aStorage() {
  const values = new Map();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => values.set(name, value),
    removeItem: (name) => values.delete(name),
  };
}

test("a code is four digits, whatever chance says", () => {
  for (const chance of [0, 0.5, 0.999999]) assert.match(newCode(chance), /^[1-9]\d{3}$/);
  assert.notEqual(newCode(0.1), newCode(0.2));
});

test("the code opens the lock, with spaces in it too", () => {
  const kept = aStorage();
  assert.equal(lockOf(BASE, kept), null);
  keepLock(BASE, "4821", kept);
  assert.ok(opens(BASE, " 48 21", kept));
  dropLock(BASE, kept);
  assert.equal(lockOf(BASE, kept), null);
});

test("five wrong guesses, and not even the right code opens it: only the net does", () => {
  const kept = aStorage();
  keepLock(BASE, "4821", kept);
  for (const typed of ["", "4820", "0000", "null"]) assert.ok(!opens(BASE, typed, kept));
  assert.equal(lockOf(BASE, kept).code, "4821");
  assert.ok(!opens(BASE, "1111", kept));
  assert.equal(lockOf(BASE, kept).code, null);
  for (const typed of ["4821", "null", ""]) assert.ok(!opens(BASE, typed, kept));
});

test("two børser on one tablet have a lock each", () => {
  const kept = aStorage();
  keepLock(BASE, "4821", kept);
  assert.equal(lockOf("/nabobyen/", kept), null);
});
