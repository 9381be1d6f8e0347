// <section data-standing-steps hidden>
//   <form data-entry="ApproveAgreement" data-step="/godkjenn" data-for="agreed"> <input name="version"> <button> </form>
//   <details> … <form data-entry="SendBack" …> … </form> </details> …
// </section>
//
// What a notary may do with an agreement that stands, but mend it: approve, send back with a word, withdraw. The form of
// agreements is what a tablet has without the net (agreement_form.js); online the agreement's own page has these buttons.

/** `standing` is { agreement, version, status, about }; null hides them. */
export function showSteps(base, standing) {
  const section = document.querySelector("[data-standing-steps]");
  if (!section) return;
  const forms = [...section.querySelectorAll("form")];
  for (const form of forms) {
    const isPossible = form.dataset.for.split(" ").includes(standing?.status);
    (form.closest("details") ?? form).hidden = !isPossible;
    form.elements.version.value = standing?.version ?? "";
    form.action = `${base}/avtale/${standing?.agreement ?? ""}${form.dataset.step}`;
    form.dataset.more = JSON.stringify({ agreement: standing?.agreement });
    form.dataset.about = standing?.about ?? "";
    form.dataset.savedAt = `${base}/avtale/${standing?.agreement ?? ""}`;
  }
  section.hidden = !forms.some((form) => !form.closest("details, form").hidden);
}
