// <div data-notary data-base="/borsen" data-roster="/borsen/avtale/aktorer.json">
//   <a data-draft="…id" href="/borsen/avtale/…"> … <form method="post"> … <button data-draft="…id">Ta</button> </form>
// </div>
//
// The queue goes on without the net: what to do with a draft is then done in the form, which is kept on this device; its
// own page is not. The form and what it looks up are fetched beforehand, so that they are here when the net goes.

import { queueOf } from "./offline/queue.js";
import { showReceipts } from "./receipts.js";
import { rosterOf } from "./roster.js";

const IN_TIME = 2000; // milliseconds that the server has to say that it is there
const { base, roster } = document.querySelector("[data-notary]").dataset;
let isGoing = false;

async function isThere() {
  try {
    return (await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(IN_TIME) })).ok;
  } catch {
    return false;
  }
}

async function go(element) {
  const there = await isThere();
  isGoing = true;
  if (!there) location.assign(`${base}/avtale#avtale=${element.dataset.draft}`);
  else element.click();
  isGoing = false;
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
await rosterOf(roster, queue);
document.documentElement.setAttribute("data-queue-ready", "");
