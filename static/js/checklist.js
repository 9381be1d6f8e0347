// <ul data-checklist>
//   <li data-fields="promises.0.giver promises.0.receiver" data-part=""> … </li>
//   <li data-fields="" data-part="quantity"> … </li>
// </ul>
// <p role="status" data-checklist-all="Alt er med."></p>
//
// Keeps the list up to date while the form is filled in, and knows what comes next. Without JavaScript the list says how
// things stood when the page was made.

import { missingFields } from "./checklist_points.js";

const points = () =>
  [...document.querySelectorAll("[data-checklist] > li")].map((row) => ({
    row,
    fields: row.dataset.fields.split(" ").filter(Boolean),
    part: row.dataset.part,
  }));

const valueIn = (form) => (name) => form.elements[name]?.value ?? "";

/** The first field that is still asked for, or null when nothing is. */
export function firstMissing(form) {
  const missing = points().flatMap((point) => missingFields(point, valueIn(form)));
  return missing.length ? form.elements[missing[0]] : null;
}

export function show(form) {
  for (const point of points()) {
    point.row.toggleAttribute("data-is-there", missingFields(point, valueIn(form)).length === 0);
  }
  const all = document.querySelector("[data-checklist-all]");
  const sentence = firstMissing(form) ? "" : all.dataset.checklistAll;
  if (all.textContent !== sentence) all.textContent = sentence;
}
