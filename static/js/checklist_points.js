// Whether the five questions are answered: who, what, how much, when, what happens next. Free of the page. The same as
// `checklist` in borse/notary/completeness.py, which answers when there is no JavaScript.

const PROMISES = 4;

/** Whether a point is there. `value(name)` gives what stands in a field, "" when there is no such field. */
export function isThere({ fields, part }, value) {
  return missingFields({ fields, part }, value).length === 0;
}

/** The names of the fields that the point still asks for. */
export function missingFields({ fields, part }, value) {
  const filled = (name) => value(name).trim() !== "";
  if (!part) return fields.filter((name) => !filled(name));
  const said = [...Array(PROMISES).keys()].filter((n) => n === 0 || filled(`promises.${n}.what`));
  return said.map((n) => `promises.${n}.${part}`).filter((name) => !filled(name));
}
