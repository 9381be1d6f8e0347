// Whom a notary means by what they type.
import assert from "node:assert/strict";
import { test } from "node:test";

import { directionOf, postsOf, suggestions } from "../../static/js/party_matches.js";

const post = (kind, text) => ({ kind, text, quantity: "", due: "", category: null, conditions: "" });
const party = (id, name, words, met, posts = []) => ({ id, name, words, met, posts });
const bakery = party("a", "Bakeriet", "bakeriet kari nordmann t7k2", ["b"], [post("offer", "Vi baker kake")]);
const hikers = party("b", "Turlaget", "turlaget ola hansen w4xd", ["c", "a"], [post("need", "Kake til turen"), post("offer", "Guidet tur")]);
const library = party("c", "Åsen bibliotek", "asen bibliotek ane lie m9np", ["b"]);
const roster = {
  parties: [bakery, hikers, library],
  meetings: [{ id: "m", table: "Bord 12", a: "a", b: "b", a_name: "Bakeriet", b_name: "Turlaget", words: "bord 12 bakeriet turlaget" }],
};
const labels = (typed, other = null) => suggestions(typed, roster, other).map((one) => one.label);

test("a table, a name or a badge finds them, and å is a", () => {
  assert.deepEqual(labels("12"), ["Bord 12: Bakeriet · Turlaget"]);
  assert.deepEqual(labels("tu"), ["Turlaget", "Bord 12: Bakeriet · Turlaget"]);
  assert.deepEqual(labels("ås"), ["Åsen bibliotek"]);
  assert.deepEqual(labels("m9n"), ["Åsen bibliotek"]);
  assert.deepEqual(labels("zzz"), []);
});

test("with the one chosen, those whom it met come first, and nothing need be typed", () => {
  assert.deepEqual(labels("", hikers), ["Åsen bibliotek", "Bakeriet"]);
  assert.deepEqual(labels("t", bakery), ["Turlaget"], "the whole meeting is no use any more");
  assert.deepEqual(labels("", null), []);
});

test("who offers gives, who needs gets; what is given in return goes the other way", () => {
  assert.equal(postsOf(bakery, hikers).length, 3);
  assert.deepEqual(postsOf(hikers, bakery, { oneWay: true }).map(({ post }) => post.text), ["Guidet tur"]);
  assert.deepEqual(directionOf(hikers, hikers.posts[0], bakery), { giver: bakery, receiver: hikers });
  assert.deepEqual(directionOf(hikers, hikers.posts[1], bakery), { giver: hikers, receiver: bakery });
});
