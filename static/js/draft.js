// <form data-draft="/borsen/pamelding/lagre" data-unsaved="Ikke lagret ennå …" action="/borsen/pamelding?utkast=…">
//   <input type="hidden" name="edition" value="1"> … <button data-on-enter name="to" value="next who">
//   <div data-draft-box hidden> <p data-draft-said></p> … </div>
//
// Saves what is typed, quietly, when typing pauses and when the page is put away; then the page's address is the
// draft's, so that a reload comes back to it. Without JavaScript «Videre» saves, and nothing else is different.

const PAUSE = 1500;
const AGAIN = 10_000;

const form = document.querySelector("form[data-draft]");
const box = form?.querySelector("[data-draft-box]");
const said = form?.querySelector("[data-draft-said]");
let timer = 0;
let isUnsaved = false;
let saving = null;

async function save({ keepalive = false } = {}) {
  clearTimeout(timer);
  if (!isUnsaved || (saving && !keepalive)) return;
  isUnsaved = false;
  let wait = PAUSE;
  const body = new URLSearchParams(new FormData(form));
  form.elements.edition.value = String(Number(form.elements.edition.value) + 1);
  saving = new AbortController();
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive, signal: saving.signal });
    if (answer.status === 409) return; // the form was sent from another page: «Videre» says so
    if (!answer.ok) throw new Error(String(answer.status));
    const kept = await answer.json();
    history.replaceState(history.state, "", kept.address + location.hash);
    said.textContent = kept.said;
    box.hidden = false;
  } catch (error) {
    if (error.name === "AbortError") return; // the form itself is being sent
    isUnsaved = true;
    wait = AGAIN;
    said.textContent = form.dataset.unsaved;
    box.hidden = false;
  } finally {
    saving = null;
    if (isUnsaved) timer = setTimeout(save, wait);
  }
}

function typed() {
  isUnsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

/** «Enter» goes on from the question where it is pressed, also on a page that shows them all. */
function goOnFromHere(event) {
  const step = event.target.closest?.("[data-step]");
  const button = form.querySelector("[data-on-enter]");
  if (event.key === "Enter" && step && button) button.value = `next ${step.dataset.step}`;
}

/** Another language is another page: what was typed goes first, and the page that comes is the draft's. */
async function takeAlong(event) {
  const { target: tongues, submitter } = event;
  if (!tongues.matches("form.page-tongues")) return;
  tongues.elements.back.value = location.pathname + location.search;
  if (!isUnsaved) return;
  event.preventDefault();
  await save({ keepalive: true });
  isUnsaved = false; // without a net it is the browser that says so
  tongues.elements.back.value = location.pathname + location.search;
  tongues.requestSubmit(submitter);
}

if (form) {
  document.addEventListener("submit", takeAlong);
  form.addEventListener("input", typed);
  form.addEventListener("keydown", goOnFromHere);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isUnsaved = false;
    saving?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
  });
  addEventListener("online", () => save());
}
