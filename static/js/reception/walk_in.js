// From the walk-in's form to what is written down. Free of the page. The server checks the same (borse/contact.py): what
// is wrong is said while the guest still stands at the desk, not when the net is back.

import { folded } from "../find.js";
import { newId } from "../offline/id.js";

const keyOf = (name) => folded(name).replaceAll(" ", "");
const PHONE = /^(?:\+[0-9]{6,15}|[0-9]{8})$/;
const EMAIL = /^[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}$/;

/** The party on file that is meant, however it is spelt. */
export function partyCalled(name, parties) {
  return parties.find((party) => keyOf(party.name) === keyOf(name));
}

/**
 * `fields` is what stands in the form, by name. Returns { data, errors }: the data of RegisterWalkIn, or the names of the
 * fields that must be mended: { name: "empty" | "letters" | "phone" | "email" | "side" }.
 */
export function walkInOf(fields, parties) {
  const text = (name) => (fields[name] ?? "").trim();
  const errors = {};
  for (const name of ["person_name", "name"]) {
    if (!text(name)) errors[name] = "empty";
    else if (!keyOf(text(name))) errors[name] = "letters";
  }
  const phone = text("phone").replace(/[\s.()-]/g, "").replace(/^00/, "+");
  if (phone && !PHONE.test(phone)) errors.phone = "phone";
  if (text("email") && !EMAIL.test(text("email"))) errors.email = "email";
  const party = partyCalled(text("name"), parties);
  const side = party?.side ?? text("side");
  if (!side && text("name")) errors.side = "side";
  if (Object.keys(errors).length) return { errors };
  const data = {
    name: text("name"),
    side,
    person: { person: newId(), name: text("person_name"), phone, email: text("email"), requires: text("step_free") ? ["step_free"] : [] },
    offers: text("offer") ? [text("offer")] : [],
    needs: text("need") ? [text("need")] : [],
    rules_accepted: Boolean(text("rules_accepted")),
  };
  if (party) data.party = party.id;
  return { data, errors };
}
