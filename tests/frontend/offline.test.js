import assert from "node:assert/strict";
import { test } from "node:test";

import { ageOf, agoInWords, MOST, nextSize, waitAfter } from "../../static/js/offline/pace.js";
import { answersTo } from "../../static/js/offline/answers.js";
import { isStuck } from "../../static/js/offline/status.js";
import { asText } from "../../static/js/offline/unsent.js";
import { isRefusal } from "../../static/js/offline/wipe.js";
import { companionsOf, guestsNow } from "../../static/js/reception/presence.js";
import { partyCalled, walkInOf } from "../../static/js/reception/walk_in.js";

const DAY = 86_400_000;

test("an age is now minus then, whatever day the device thinks it is", () => {
  const entry = { page: "a", steady: 1000, written: 5 * DAY };
  assert.equal(ageOf(entry, { page: "b", steady: 0, now: 5 * DAY + 90_000 }), 90);
  assert.equal(ageOf(entry, { page: "b", steady: 0, now: 5 * DAY - 90_000 }), 0, "never from the future");
});

test("while the page is the same, its own steady clock counts: the device's may be set right meanwhile", () => {
  const entry = { page: "a", steady: 1000, written: 5 * DAY };
  assert.equal(ageOf(entry, { page: "a", steady: 61_000, now: 4 * DAY }), 60);
});

test("batches grow while answers come fast, shrink when they do not, and never leave their bounds", () => {
  let size = 10;
  for (let turn = 0; turn < 8; turn += 1) size = nextSize(size, 20);
  assert.equal(size, MOST);
  assert.equal(nextSize(size, 300), MOST);
  for (let turn = 0; turn < 12; turn += 1) size = nextSize(size, 2000);
  assert.equal(size, 10);
  assert.equal(nextSize(3, 2000), 3, "a failure has made it smaller: an entry that cannot be read is found by itself");
});

test("waits grow to at most 45 s, and no two tablets wait alike", () => {
  assert.deepEqual([1, 2, 3].map((failures) => waitAfter(failures, 0.5)), [1000, 2000, 4000]);
  assert.equal(waitAfter(40, 0.99999), 44_999);
  assert.notEqual(waitAfter(3, 0.1), waitAfter(3, 0.9));
});

test("how long ago is said in words", () => {
  const words = { now: "nå", minutes: "{n} min", hours: "{n} t" };
  assert.deepEqual([0, 59, 60, 3599, 7200].map((seconds) => agoInWords(seconds, words)), ["nå", "nå", "1 min", "59 min", "2 t"]);
});

const arrival = (id, changes = {}) => ({ id, at: 1, by: "Nettbrett 2", isOver: false, overAt: null, ...changes });
const guest = (id, arrivals = []) => ({ id, name: id, code: "K7P4", parties: [{ id: "p", name: "Korpset" }], find: id, notes: [], first: null, arrivals });
const roster = (guests, said = {}) => ({ guests, parties: [], said, waiting: 0 });
const entry = (id, kind, data, state = "waiting") => ({ id, kind, data, state, written: 10 });
const stateOf = (guests, id) => guests.find((one) => one.id === id).state;

test("what was written here counts at once, and once when the list has it too", () => {
  const written = [entry("a1", "CheckIn", { person: "kari" })];
  const [here] = guestsNow(roster([guest("kari")]), written);
  assert.deepEqual([here.state, here.isKeptHere, here.arrivals.length], ["here", true, 1]);
  const [known] = guestsNow(roster([guest("kari", [arrival("a1")])]), [{ ...written[0], state: "saved" }]);
  assert.deepEqual([known.state, known.isKeptHere, known.arrivals.length], ["here", false, 1]);
});

test("an undo takes back what it names, from whichever tablet, before or after it", () => {
  const undo = entry("u1", "UndoCheckIn", { arrivals: ["a1"] });
  const check = entry("a1", "CheckIn", { person: "kari" });
  for (const order of [[check, undo], [undo, check]]) {
    assert.equal(stateOf(guestsNow(roster([guest("kari")]), order), "kari"), "away");
    assert.equal(stateOf(guestsNow(roster([guest("kari", [arrival("a2")])]), order), "kari"), "here");
  }
});

test("who left is told apart from who never came, and comes back by another arrival", () => {
  const left = [entry("a1", "CheckIn", { person: "kari" }), entry("d1", "MarkLeft", { arrivals: ["a1"] })];
  assert.equal(stateOf(guestsNow(roster([guest("kari")]), left), "kari"), "left");
  assert.equal(stateOf(guestsNow(roster([guest("kari")]), [...left, entry("a2", "CheckIn", { person: "kari" })]), "kari"), "here");
});

test("a walk-in is on the list at once, and becomes the one on file when the list knows them", () => {
  const walkIn = entry("w1", "RegisterWalkIn", { name: "Hagelaget", person: { person: "new", name: "Grete", phone: "+4790000001" } });
  const guests = guestsNow(roster([]), [walkIn]);
  assert.deepEqual(guests.map(({ name, state }) => [name, state]), [["Grete", "here"]]);
  assert.ok(guests[0].find.includes("0001"));
  const later = guestsNow(roster([guest("on-file", [arrival("w1")])], { new: "on-file" }), [{ ...walkIn, state: "saved" }]);
  assert.deepEqual(later.map(({ id, arrivals }) => [id, arrivals.length]), [["on-file", 1]]);
});

test("what was refused is nobody's presence", () => {
  assert.equal(stateOf(guestsNow(roster([guest("kari")]), [entry("a1", "CheckIn", { person: "kari" }, "refused")]), "kari"), "away");
});

test("companions are those of one's parties who have not come", () => {
  const guests = guestsNow(roster([guest("kari", [arrival("a1")]), guest("ola"), guest("per", [arrival("a2")])]), []);
  assert.deepEqual(companionsOf(guests[0], guests).map(({ people }) => people.map(({ id }) => id)), [["ola"]]);
});

const PARTIES = [{ id: "p1", name: "Turlaget Ås", side: "association" }];

test("a walk-in for a party on file is asked for nothing that is known", () => {
  assert.equal(partyCalled("turlaget aas", PARTIES).id, "p1");
  const { data, errors } = walkInOf({ person_name: " Kari ", name: "TURLAGET ÅS", phone: "900 00 001" }, PARTIES);
  assert.deepEqual(errors, {});
  assert.deepEqual([data.party, data.side, data.person.name, data.person.phone], ["p1", "association", "Kari", "90000001"]);
});

test("what the server would refuse is said while the guest stands there", () => {
  const { errors } = walkInOf({ person_name: "–", name: "", phone: "12", email: "grete(at)eksempel.no" }, PARTIES);
  assert.deepEqual(errors, { person_name: "letters", name: "empty", phone: "phone", email: "email" });
  assert.deepEqual(walkInOf({ person_name: "Kari", name: "Nytt lag" }, PARTIES).errors, { side: "side" });
});

test("the file of what was not sent has what a person can read, and nothing that the server has", () => {
  const entries = [
    { ...entry("a1", "CheckIn", { person: "kari" }), about: "Kari er sjekket inn", by: "Nettbrett 3", age: 60 },
    { ...entry("a2", "SendBack", { note: "Når?" }, "refused"), about: "Turlaget: Maling", sentence: "Notar 2 var raskere.", age: 0 },
    { ...entry("a3", "CheckIn", { person: "ada" }, "saved"), about: "Ada er sjekket inn", age: 0 },
  ];
  const file = JSON.parse(asText(entries, { base: "/borsen", now: DAY, clock: "server", ageOf: ({ age }) => age }));
  assert.deepEqual([file.exchange, file.clock, file.saved], ["borsen", "server", "1970-01-02T00:00:00.000Z"]);
  assert.deepEqual(file.entries.map(({ what, by, state, written }) => [what, by, state, written]), [
    ["Kari er sjekket inn", "Nettbrett 3", "waiting", "1970-01-01T23:59:00.000Z"],
    ["Turlaget: Maling", "", "refused", "1970-01-02T00:00:00.000Z"],
  ]);
  assert.equal(file.entries[1].sentence, "Notar 2 var raskere.");
});

test("what cannot be sent may be carried out on foot, once that is the only way or has lasted long", () => {
  const waits = { ...entry("a1", "CheckIn", {}), written: 0 };
  const half = 30 * 60_000;
  assert.equal(isStuck({ entries: [waits], trouble: "out" }, 0), true);
  assert.equal(isStuck({ entries: [{ ...waits, state: "saved" }], trouble: "out" }, DAY), false);
  assert.equal(isStuck({ entries: [waits], trouble: "offline" }, half), false);
  assert.equal(isStuck({ entries: [waits], trouble: "offline" }, half + 1), true);
  assert.equal(isStuck({ entries: [waits], trouble: "" }, DAY), false, "it is being sent");
});

test("an answer settles what it is about, in words that are known, and nothing else", () => {
  const batch = [{ id: "a1" }, { id: "a2" }];
  const saved = { id: "a1", status: "saved" };
  assert.deepEqual(answersTo(batch, { answers: [saved, { id: "b1", status: "saved" }, { id: "a2", status: "ok" }, { status: "saved" }, null] }), [saved]);
  for (const said of [null, {}, [], "", { answers: {} }, { answers: "a1" }]) assert.deepEqual(answersTo(batch, said), []);
});

test("only the børs itself sends a device away", () => {
  const answer = (status, policy) => ({ status, headers: new Map([["Content-Security-Policy", policy]]) });
  assert.ok(isRefusal(answer(401, "default-src 'none'; script-src 'self'")));
  assert.ok(!isRefusal(answer(403, "default-src *")), "the gateway of the Wi-Fi");
  assert.ok(!isRefusal(answer(503, "default-src 'none'")));
});
