// From what stands in the form to the fields of a RegisterAgreement, and back. Free of the page. The same reading as
// borse/notary/agreement_form.py, which does it when the form is sent without a script.

import { folded } from "./find.js";

const PROMISES = 4;
const TEXTS = ["what", "quantity", "due"];
const key = (name) => folded(name).replaceAll(" ", "");

/** The party that is called this, however it is written, or that has this badge; null when none has. */
export function partyCalled(typed, roster) {
  const wanted = key(typed);
  if (!wanted) return null;
  return (
    roster.parties.find((party) => key(party.name) === wanted) ??
    roster.parties.find((party) => party.codes.some((code) => key(code) === wanted)) ??
    null
  );
}

/**
 * What the form says: { terms } for a command, or { problems: [{ field, why: "unknown" | "empty" | "number" | "same" }] }.
 * `value(name)` gives what stands in a field, "" when there is no such field.
 */
export function termsOf(value, roster) {
  const problems = [];
  const text = (name) => value(name).trim();

  function party(field, otherwise) {
    if (!text(field) && otherwise) return otherwise;
    const found = partyCalled(text(field), roster);
    if (!found) problems.push({ field, why: text(field) ? "unknown" : "empty" });
    return found?.id;
  }

  function number(field, plain) {
    if (!plain) return null;
    if (!Number.isFinite(Number(plain))) problems.push({ field, why: "number" });
    return Number(plain);
  }

  const giver = party("promises.0.giver");
  const receiver = party("promises.0.receiver");
  const promises = [];
  for (let n = 0; n < PROMISES; n += 1) {
    const at = `promises.${n}.`;
    if (n && ![...TEXTS, "hours", "kroner"].some((part) => text(at + part))) continue;
    if (!text(`${at}what`)) problems.push({ field: `${at}what`, why: "empty" });
    const ends = n === 0 ? { giver, receiver } : { giver: party(`${at}giver`, receiver), receiver: party(`${at}receiver`, giver) };
    if (ends.giver && ends.giver === ends.receiver) problems.push({ field: `${at}receiver`, why: "same" });
    promises.push({
      ...ends,
      ...Object.fromEntries(TEXTS.map((part) => [part, text(at + part)])),
      category: value(`${at}category`) || null,
      hours: number(`${at}hours`, text(`${at}hours`).replace(",", ".")),
      kroner: number(`${at}kroner`, text(`${at}kroner`).replace(/\s/g, "")),
    });
  }
  const terms = {
    promises,
    first_caller: party("first_caller", receiver),
    next_step: text("next_step"),
    conditions: text("conditions"),
  };
  return problems.length ? { problems } : { terms };
}

/** The other way: what stands in each field for these terms (of an entry, or of an agreement in the roster). */
export function valuesOf(terms, roster) {
  const name = (id) => roster.parties.find((party) => party.id === id)?.name ?? "";
  const values = { first_caller: name(terms.first_caller), next_step: terms.next_step ?? "", conditions: terms.conditions ?? "" };
  if (terms.status) values.status = terms.status === "intention" ? "intention" : "agreed";
  terms.promises.forEach((promise, n) => {
    const at = `promises.${n}.`;
    values[`${at}giver`] = name(promise.giver);
    values[`${at}receiver`] = name(promise.receiver);
    for (const part of TEXTS) values[at + part] = promise[part] ?? "";
    values[`${at}category`] = promise.category ?? "";
    values[`${at}hours`] = promise.hours == null ? "" : String(promise.hours).replace(".", ",");
    values[`${at}kroner`] = promise.kroner == null ? "" : String(promise.kroner);
  });
  return values;
}

/** What an entry is about, in a line: "Bakeriet · Turlaget: Vi baker kake". */
export function aboutOf(terms, roster) {
  const ends = terms.promises.flatMap((promise) => [promise.giver, promise.receiver]);
  const names = [...new Set(ends)].map((id) => roster.parties.find((party) => party.id === id)?.name ?? "");
  return `${names.join(" · ")}: ${terms.promises[0].what}`;
}
