import assert from "node:assert/strict";
import { test } from "node:test";

import { folded, isFound } from "../../static/js/find.js";

const WORDS = "ase annemarie anne marie odegard handballklubben k7p4"; // as borse/reception/reads.py writes them

test("å is aa is a, accents, capitals and hyphens do not count", () => {
  assert.equal(folded("Anne-Marie ØDEGÅRD"), "annemarie odegard");
  assert.equal(folded("Paal  Bjoern, Ærlig"), "pal bjorn aerlig");
  assert.equal(folded("José Müller"), "jose muller");
  assert.equal(folded(" – "), "");
});

test("a few letters of any word find a guest, in any order", () => {
  for (const typed of ["aase", "Åse", "ode", "marie", "håndb", "k7p4", "K7", "øde åse", "anne-marie", ""]) {
    assert.ok(isFound(typed, WORDS), typed);
  }
});

test("letters inside a word, or of somebody else, do not", () => {
  for (const typed of ["se", "klubben", "åse haugen", "k8"]) assert.ok(!isFound(typed, WORDS), typed);
});
