// <form method="post" data-once> … <button type="submit">
//
// The first press sends the form; further ones are swallowed until the answer is here. (The command's id makes a second
// one harmless anyway: this is so that the person sees that something is under way.) A disabled button would lose the
// focus and its own name=value, hence aria-disabled.

/** The buttons of a form, those that stand elsewhere with form="…" included. */
function buttonsOf(form) {
  return [...form.elements].filter((element) => element.matches("button[type=submit], input[type=submit]"));
}

function mark(form, isSent) {
  form.toggleAttribute("data-sent", isSent);
  for (const button of buttonsOf(form)) {
    if (isSent) {
      button.setAttribute("aria-disabled", "true");
    } else {
      button.removeAttribute("aria-disabled");
    }
  }
}

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    mark(form, true);
  });
  // «Back» may bring the page as it was left: the form can be sent again then.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) mark(form, false);
  });
}
