// Who is meant by what a notary types: parties by name, by somebody's badge, and whole meetings by their table. Free of
// the page.
//
//   roster  { parties: [{ id, name, words, met: [id], posts: [{ kind, text, quantity, due, category, conditions }] }],
//             meetings: [{ id, table, a, b, a_name, b_name, words }] }            (borse/notary/roster.py)

import { isFound } from "./find.js";

const MOST = 8;

/**
 * What to suggest for a field: [{ label, party }] or [{ label, meeting }] (which fills both fields), the likeliest first:
 * a digit means a table (or a badge), letters a name. `other` is the party in the other field, or null. Nothing typed:
 * those whom the other one has met.
 */
export function suggestions(typed, roster, other) {
  const parties = roster.parties.filter((party) => party !== other && !party.gone);
  if (!typed.trim()) {
    const met = (other?.met ?? []).map((id) => parties.find((party) => party.id === id)).filter(Boolean);
    return met.slice(0, MOST).map((party) => ({ label: party.name, party }));
  }
  const met = new Set(other?.met ?? []);
  const found = parties.filter((party) => isFound(typed, party.words));
  const near = [...found.filter((party) => met.has(party.id)), ...found.filter((party) => !met.has(party.id))];
  const meetings = other ? [] : roster.meetings.filter((meeting) => isFound(typed, meeting.words));
  const tables = meetings.map((meeting) => ({ label: `${meeting.table}: ${meeting.a_name} · ${meeting.b_name}`, meeting }));
  const names = near.map((party) => ({ label: party.name, party }));
  return (/\d/.test(typed) ? [...tables, ...names] : [...names, ...tables]).slice(0, MOST);
}

/** The posts of these two that a promise may say: all of them, or only those that go from `giver` to `receiver`. */
export function postsOf(giver, receiver, { oneWay = false } = {}) {
  const all = [giver, receiver].filter(Boolean).flatMap((party) => party.posts.map((post) => ({ party, post })));
  if (!oneWay) return all;
  return all.filter(({ party, post }) => (post.kind === "offer") === (party === giver));
}

/** Who gives and who receives when `party` has posted this, and the other one of the two answers it. */
export function directionOf(party, post, other) {
  return post.kind === "offer" ? { giver: party, receiver: other } : { giver: other, receiver: party };
}
