// From the form to a command and back: as borse/notary/agreement_form.py reads it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { aboutOf, partyCalled, termsOf, valuesOf } from "../../static/js/agreement_data.js";

const party = (id, name, codes) => ({ id, name, codes });
const roster = { parties: [party("a", "Fotball-klubben", ["T7K2"]), party("b", "Åsen bibliotek", ["W4XD", "M9NP"]), party("c", "Turlaget", [])] };
const FORM = {
  "promises.0.giver": "fotballklubben",
  "promises.0.receiver": "m9np",
  "promises.0.what": " Rydder løypa ",
  "promises.0.quantity": "4 ansatte",
  "promises.0.due": "i mai",
  "promises.0.hours": "2,5",
  "promises.0.kroner": "1 000",
  next_step: "De ringer",
};
const read = (form) => termsOf((name) => form[name] ?? "", roster);

test("a party is known by its name, however it is written, and by a badge", () => {
  assert.equal(partyCalled("FOTBALLKLUBBEN", roster).id, "a");
  assert.equal(partyCalled("aasen bibliotek", roster).id, "b");
  assert.equal(partyCalled("w4xd", roster).id, "b");
  assert.equal(partyCalled("Åsen", roster), null);
  assert.equal(partyCalled("", roster), null);
});

test("the form becomes a command; what is given in return goes the other way, and who gets calls first", () => {
  const { terms } = read({ ...FORM, "promises.1.what": "Høytlesning" });
  assert.deepEqual(terms.promises[0], {
    giver: "a", receiver: "b", what: "Rydder løypa", quantity: "4 ansatte", due: "i mai", category: null, hours: 2.5, kroner: 1000,
  });
  assert.deepEqual([terms.promises[1].giver, terms.promises[1].receiver], ["b", "a"]);
  assert.equal(terms.first_caller, "b");
  assert.equal(terms.promises.length, 2);
});

test("what cannot be sent is said field by field", () => {
  const why = (form) => Object.fromEntries(read(form).problems.map((problem) => [problem.field, problem.why]));
  assert.deepEqual(why({ ...FORM, "promises.0.giver": "Fotball", "promises.0.what": "" }), { "promises.0.giver": "unknown", "promises.0.what": "empty" });
  assert.deepEqual(why({ ...FORM, "promises.0.receiver": "T7K2" }), { "promises.0.receiver": "same" });
  assert.deepEqual(why({ ...FORM, "promises.0.hours": "to" }), { "promises.0.hours": "number" });
});

test("there and back it is the same, also between three", () => {
  const form = { ...FORM, "promises.2.what": "Tur", "promises.2.giver": "Turlaget", "promises.2.receiver": "Fotball-klubben" };
  const { terms } = read(form);
  const values = valuesOf(terms, roster);
  assert.equal(values["promises.0.hours"], "2,5");
  assert.deepEqual(read(values).terms, terms);
  assert.equal(aboutOf(terms, roster), "Fotball-klubben · Åsen bibliotek · Turlaget: Rydder løypa");
});
