// Who is here, as this tablet knows it: what the server had last (the roster) and what was written here since. Free of
// the page. The same sum as borse/reception/presence.py: an arrival stands unless an undo names it, and whoever has one
// that no departure ended is here. What was sent and is in the roster already counts once, by its id.

import { folded } from "../find.js";

/** The words that somebody is found by; a hyphenated name counts whole and in its parts. */
export function wordsOf(...texts) {
  const text = texts.join(" ");
  const words = folded(text).split(" ");
  if (text.includes("-")) words.push(...folded(text.replaceAll("-", " ")).split(" "));
  return [...new Set(words)].join(" ");
}

/** Last digits as people say them: the last four, or the last three. */
const digitsOf = (phone) => (phone ? [phone.slice(-4), phone.slice(-3)] : []);

function walkedIn({ id, data }) {
  return {
    id: data.person.person,
    code: "",
    name: data.person.name,
    parties: [{ id: data.party ?? "", name: data.name }],
    find: [wordsOf(data.person.name, data.name), ...digitsOf(data.person.phone)].join(" "),
    isWalkIn: true,
    isOnFile: false,
    stepFree: (data.person.requires ?? []).includes("step_free"),
    first: null,
    notes: [],
    arrivals: [],
    entry: id,
  };
}

/**
 * The guests as they are now: those of `roster`, each with { state: "away" | "here" | "left", arrivals, at, isKeptHere },
 * and those who were registered on this tablet and are not in the roster yet. `entries` in the order of writing.
 */
export function guestsNow(roster, entries) {
  const guests = new Map(roster.guests.map((guest) => [guest.id, { ...guest, isOnFile: true, arrivals: [...guest.arrivals] }]));
  const known = new Set(roster.guests.flatMap((guest) => guest.arrivals.map((arrival) => arrival.id)));
  const undone = new Set();
  const ended = new Map();
  const byHand = new Set(); // guests about whom something is saved here and not there
  const counting = entries.filter((entry) => entry.state !== "refused");
  const meant = (person) => roster.said[person] ?? person;

  for (const entry of counting.filter(({ kind }) => kind === "RegisterWalkIn")) {
    const person = meant(entry.data.person.person);
    if (!guests.has(person)) guests.set(person, walkedIn(entry));
  }
  for (const entry of counting) {
    const { kind, data } = entry;
    if (kind === "CheckIn" || kind === "RegisterWalkIn") {
      const guest = guests.get(meant(kind === "CheckIn" ? data.person : data.person.person));
      if (guest && !known.has(entry.id)) guest.arrivals.push({ id: entry.id, at: entry.written, by: "", isOver: false });
    } else if (kind === "UndoCheckIn") {
      for (const arrival of data.arrivals) undone.add(arrival);
    } else if (kind === "MarkLeft") {
      for (const arrival of data.arrivals) ended.set(arrival, entry.written);
    }
  }
  const waiting = new Set(
    counting.filter(({ state }) => state === "waiting").flatMap(({ id, data }) => [id, ...(data.arrivals ?? [])]),
  );
  for (const guest of guests.values()) {
    if (guest.arrivals.some((arrival) => waiting.has(arrival.id))) byHand.add(guest.id);
    settle(guest, undone, ended);
    guest.isKeptHere = byHand.has(guest.id);
  }
  return [...guests.values()];
}

function settle(guest, undone, ended) {
  const standing = guest.arrivals.filter((arrival) => !undone.has(arrival.id));
  for (const arrival of standing) if (ended.has(arrival.id)) Object.assign(arrival, { isOver: true, overAt: ended.get(arrival.id) });
  guest.arrivals = standing;
  const isHere = standing.some((arrival) => !arrival.isOver);
  guest.state = isHere ? "here" : standing.length ? "left" : "away";
  guest.at = isHere ? Math.min(...standing.map((arrival) => arrival.at)) : Math.max(...standing.map((one) => one.overAt ?? 0), 0);
}

/** Those who speak for a party of the guest's and have not come, party by party: [{ party, people }]. */
export function companionsOf(guest, guests) {
  return guest.parties
    .map((party) => ({
      party: party.name,
      people: guests.filter(
        (one) => one.id !== guest.id && one.state === "away" && one.parties.some((other) => other.name === party.name),
      ),
    }))
    .filter(({ people }) => people.length > 0);
}
