// The five questions, as the server asks them too (tests/notary/test_differences.py).
import assert from "node:assert/strict";
import { test } from "node:test";

import { isThere, missingFields } from "../../static/js/checklist_points.js";

const valueIn = (form) => (name) => form[name] ?? "";
const howMuch = { fields: [], part: "quantity" };

test("the first promise is always asked about, the others when they say what", () => {
  assert.deepEqual(missingFields(howMuch, valueIn({})), ["promises.0.quantity"]);
  const form = { "promises.0.quantity": "1", "promises.1.what": "Tur", "promises.3.due": "mai" };
  assert.deepEqual(missingFields(howMuch, valueIn(form)), ["promises.1.quantity"]);
});

test("spaces are no answer", () => {
  const next = { fields: ["next_step"], part: "" };
  assert.equal(isThere(next, valueIn({ next_step: "  " })), false);
  assert.equal(isThere(next, valueIn({ next_step: "Vi ringer" })), true);
});
