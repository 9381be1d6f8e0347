// The fields of the agreement's form (agreement_form.js), by the names that the command has: `promises.0.what`.

import { newId } from "./offline/id.js";

export function fieldsOf(form) {
  const field = (name) => form.elements[name];
  const value = (name) => field(name)?.value ?? "";
  const label = (name) => field(name).labels[0].firstChild.textContent.trim();

  /** What is folded away opens when something is put into it. */
  function fill(name, text) {
    const input = field(name);
    if (!input || input.value === text) return;
    input.value = text;
    input.closest?.("details")?.toggleAttribute("open", true);
  }

  /** As it was before anything was typed, and another form: sent, it is another agreement. */
  function empty(nextStep) {
    for (const input of form.elements) {
      if (input.matches("input[type=checkbox]")) input.checked = false;
      else if (input.matches("input:not([type=radio], [name=id]), textarea, select")) input.value = "";
    }
    fill("next_step", nextStep);
    field("status").value = "agreed";
    field("id").value = newId();
    for (const part of form.querySelectorAll("details")) part.open = false;
  }

  return { field, value, label, fill, empty };
}
