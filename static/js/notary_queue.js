// <div data-notary data-base="/borsen" data-roster="/borsen/avtale/aktorer.json" data-done='{"SendBack": "Sendt tilbake her …"}'>
//   <li data-waits="…id"> <a data-draft="…id" href="/borsen/avtale/…"> … <form method="post"> … <button data-draft="…id">Ta</button> </form> </li>
// </div>
//
// The queue goes on without the net: what to do with a draft is then done in the form, which is kept on this device; its
// own page is not. A draft that was dealt with here says so in the list, until the server has heard of it. The form and what it looks up are fetched beforehand, so that they are here when the net goes.

import { doneHere } from "./agreement_here.js";
import { queueOf } from "./offline/queue.js";
import { isThere } from "./offline/there.js";
import { showReceipts } from "./receipts.js";
import { rosterOf } from "./roster.js";

const { base, roster, done } = document.querySelector("[data-notary]").dataset;
const words = JSON.parse(done);
let isGoing = false;

async function go(element) {
  const there = await isThere();
  isGoing = true;
  if (!there) location.assign(`${base}/avtale#avtale=${element.dataset.draft}`);
  else onThePage(element).click();
  isGoing = false;
}

/** While the server was asked, the list may have been shown anew, and a form that is on no page is not sent. */
function onThePage(element) {
  const { form } = element;
  if (form && !form.isConnected) {
    form.hidden = true;
    document.body.append(form);
  }
  return element;
}

document.addEventListener(
  "click",
  (event) => {
    const element = event.target.closest("[data-draft]");
    if (!element || isGoing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(element);
  },
  { capture: true },
);

navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ keep: `${base}/avtale` }));
const queue = await queueOf(base);
showReceipts(document.querySelector("[data-receipts]"), queue, base);
let entries = [];

/** A row of the list as this tablet has dealt with it. */
function mark() {
  for (const row of document.querySelectorAll("[data-waits]")) {
    const said = words[doneHere(row.dataset.waits, entries)] ?? "";
    if ((row.querySelector("[data-done-here]")?.textContent ?? "") === said) continue;
    row.querySelector("[data-done-here]")?.remove();
    if (!said) continue;
    const tag = Object.assign(document.createElement("p"), { className: "draft-here", textContent: said });
    tag.dataset.doneHere = "";
    row.append(tag);
  }
}

queue.listen((told) => {
  entries = told.entries;
  mark();
});
document.addEventListener("live:swapped", mark);
await rosterOf(roster, queue);
document.documentElement.setAttribute("data-queue-ready", "");
