// What waits on a tablet, as the agreement will stand when it is sent: the steps of borse/notary/desk.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { asWritten, doneHere } from "../../static/js/agreement_here.js";
import { dataOf } from "../../static/js/offline/entry_form.js";

const PROMISE = { giver: "a", receiver: "b", what: "Rydder løypa", quantity: "4 ansatte", due: "i mai" };
const TERMS = { promises: [PROMISE], first_caller: "b", next_step: "De ringer", conditions: "" };
const STANDING = { agreement: "x", version: 1, status: "agreed", ...TERMS };
const entry = (kind, data = {}, state = "waiting") => ({ kind, state, data: { agreement: "x", ...data } });
const after = (...entries) => {
  const { version, status } = asWritten(STANDING, entries);
  return [version, status];
};

test("each step is a version, and knocking through approves on the way", () => {
  assert.deepEqual(after(), [1, "agreed"]);
  assert.deepEqual(after(entry("ApproveAgreement")), [2, "approved"]);
  assert.deepEqual(after(entry("ApproveAgreement"), entry("KnockThrough")), [3, "knocked_through"]);
  assert.deepEqual(after(entry("KnockThrough")), [3, "knocked_through"]);
  assert.deepEqual(after(entry("SendBack")), [2, "returned"]);
});

test("a correction is knocked through only when nothing is missing", () => {
  const mend = (changes) => entry("CorrectAgreement", { ...TERMS, status: "agreed", then: "knock", ...changes });
  assert.deepEqual(after(mend({})), [4, "knocked_through"]);
  assert.deepEqual(after(mend({ next_step: "" })), [2, "agreed"]);
  assert.deepEqual(after(mend({ status: "intention" })), [2, "intention"]);
  assert.equal(asWritten(STANDING, [mend({ next_step: "Ringes" })]).next_step, "Ringes");
});

test("what the server has answered, and what is about others, is not counted", () => {
  assert.deepEqual(after(entry("SendBack", {}, "saved"), entry("SendBack", {}, "refused"), entry("SendBack", { agreement: "y" })), [1, "agreed"]);
});

test("the row says what was done last", () => {
  const entries = [entry("ApproveAgreement"), entry("SendBack", {}, "refused"), entry("SendBack", { agreement: "y" })];
  assert.equal(doneHere("x", entries), "ApproveAgreement");
  assert.equal(doneHere("x", [entry("CorrectAgreement", { then: "knock" })]), "KnockThrough");
  assert.equal(doneHere("z", entries), "");
});

test("a form becomes the fields of a command", () => {
  const pairs = [["id", "of-the-form"], ["a", "p1"], ["b", "p2"], ["c", ""], ["round", "2"], ["says_yes", "p2"]];
  assert.deepEqual(dataOf(pairs, { lists: "parties=a b c d;says_yes=says_yes", made: "meeting", more: '{"broker": "m"}' }, "new"), {
    parties: ["p1", "p2"], says_yes: ["p2"], round: "2", broker: "m", meeting: "new",
  });
  assert.deepEqual(dataOf([["id", "1"], ["note", "Når?"], ["version", "1"]], { more: '{"agreement": "x"}' }, "new"), {
    note: "Når?", version: "1", agreement: "x",
  });
});
