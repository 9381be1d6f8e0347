// <form data-needs-net="Ingen kontakt …"> … <p role="alert" data-needs-net-says></p> </form>
//
// Only the server can answer this form. Without a net the browser would show its own error, and what was typed is gone.
// `<html data-net-is-asked>` appears when it does so no longer: tests wait for it.

import { isThere } from "../offline/there.js";

const answered = new WeakSet();

export function start() {
  document.addEventListener(
    "submit",
    async (event) => {
      const { target: form, submitter } = event;
      if (!form.matches("form[data-needs-net]") || answered.has(form)) return;
      event.preventDefault();
      event.stopPropagation();
      const says = form.querySelector("[data-needs-net-says]");
      says.textContent = "";
      if (await isThere()) {
        answered.add(form);
        form.requestSubmit(submitter);
      } else {
        says.textContent = form.dataset.needsNet;
      }
    },
    { capture: true },
  );
  document.documentElement.setAttribute("data-net-is-asked", "");
}
