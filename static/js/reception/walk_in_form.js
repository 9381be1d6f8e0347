// <section data-walk-in hidden> <form> … </form> </section>, the same form as on the server's page.
//
// Opens in the page, takes along what was typed in the search, says what is wrong at its field, and hands on the rest.

import { partyCalled, walkInOf } from "./walk_in.js";

export function formIn(section, parties, register) {
  const form = section.querySelector("form");
  const words = section.dataset;
  const field = (name) => form.elements[name];
  const one = (name) => (field(name) instanceof RadioNodeList ? field(name)[0] : field(name));
  const box = (name) => (name === "side" ? one(name).closest("fieldset") : one(name).closest(".ds-field"));

  function clear() {
    for (const message of form.querySelectorAll("[data-said-here]")) message.remove();
    for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  }

  function say(errors) {
    clear();
    for (const [name, kind] of Object.entries(errors)) {
      const message = Object.assign(document.createElement("p"), { className: "ds-validation-message", id: `${name}-said` });
      Object.assign(message.dataset, { color: "danger", field: "validation", saidHere: "" });
      message.textContent = words[`error${kind}`];
      box(name).append(message);
      one(name).setAttribute("aria-invalid", "true");
      one(name).setAttribute("aria-describedby", message.id);
    }
    one(Object.keys(errors)[0])?.focus();
  }

  function open(typed) {
    form.reset();
    clear();
    fillList();
    section.hidden = false;
    one("person_name").value = typed;
    one("person_name").focus();
    section.scrollIntoView({ block: "start" });
  }

  function fillList() {
    form.querySelector("datalist").replaceChildren(...parties().map((party) => Object.assign(document.createElement("option"), { value: party.name })));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = Object.fromEntries(new FormData(form));
    const { data, errors } = walkInOf(fields, parties());
    if (!data) return say(errors);
    section.hidden = true;
    await register(data);
    return undefined;
  });
  // What a party is, is asked only of those we do not know.
  one("name").addEventListener("input", () => {
    box("side").hidden = Boolean(partyCalled(one("name").value, parties()));
  });
  section.querySelector("[data-cancel]").addEventListener("click", (event) => {
    event.preventDefault();
    section.hidden = true;
    document.querySelector("[data-walk-in-open]").focus();
  });

  return { open };
}
