// <form method="post" action="/borsen/klokke/neste" data-once> … <button>
//
// An answer is a new page, and its focus is at the top. Whoever works with the keyboard goes on where they pressed: at
// the same button, or (when «Pause» has become «Fortsett») at the first button of that part of the page. Where the page
// puts the focus itself, on a search box or on what was wrong, it stays there.

const KEY = "borse-pressed";

/** Whoever sends a form in another way than the browser does calls this (offline/entry_form.js). */
export function remember(event) {
  const { target: form, submitter } = event;
  if (!submitter?.matches(":focus-visible")) return;
  const pressed = { page: location.pathname, action: form.getAttribute("action"), region: form.closest("[id]")?.id ?? "" };
  sessionStorage.setItem(KEY, JSON.stringify(pressed));
}

function goOn() {
  const pressed = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (pressed?.page !== location.pathname || document.querySelector("[autofocus], [data-error-summary]")) return;
  const same = document.querySelector(`form[action="${CSS.escape(pressed.action ?? "")}"] button`);
  const near = pressed.region && document.querySelector(`#${CSS.escape(pressed.region)} form button`);
  (same || near)?.focus();
}

export function start() {
  goOn();
  document.addEventListener("submit", remember);
}
