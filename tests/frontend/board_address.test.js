import assert from "node:assert/strict";
import { test } from "node:test";

import { queryOf } from "../../static/js/board_address.js";

test("the address holds what was asked for, and nothing that was not", () => {
  assert.equal(queryOf([["slag", "behov"], ["sok", " varebil "], ["side", ""]]), "?slag=behov&sok=varebil");
  assert.equal(queryOf([["sok", "gård & hus"]]), "?sok=g%C3%A5rd+%26+hus");
});

test("nothing asked for is the plain address", () => {
  assert.equal(queryOf([["slag", ""], ["sok", "  "]]), "");
});
