// <div data-brokers='["/borsen/meglere", "/borsen/meglere/ledige", …]' data-base="/borsen" data-broker="…">
//
// The brokers' pages open with the server gone, as they were last seen: all that the tabs lead to, and the parties that
// stand in «Mine». What is written meanwhile is shown, until the server has heard of it. The pages name the broker who
// holds the tablet (`data-broker`): when somebody else takes it, they are kept anew.

import { queueOf } from "./offline/queue.js";
import { showReceipts } from "./receipts.js";

const STILL_GOOD = 5 * 60_000; // milliseconds: a page kept as lately as that is not fetched anew
const PARTIES = 30; // of one's own, whose pages are kept
const WHOSE = "broker"; // whose they are
const { brokers, base, broker } = document.querySelector("[data-brokers]").dataset;

/** Those that were kept within so many milliseconds are left as they are. */
async function keepPages(within) {
  const { active } = await navigator.serviceWorker.ready;
  const own = [...document.querySelectorAll("[data-own-party] h2 a")].map((link) => new URL(link.href).pathname);
  for (const keep of [...JSON.parse(brokers), ...new Set(own.slice(0, PARTIES))]) {
    const { port1, port2 } = new MessageChannel();
    const kept = new Promise((resolve) => (port1.onmessage = resolve));
    active.postMessage({ keep, within }, [port2]);
    await kept; // one after the other: twenty tablets may open this in the same minute
  }
  await queue.store.keep(WHOSE, broker).catch(() => {}); // no room for it: they are kept anew each time
  document.documentElement.setAttribute("data-all-kept", "");
}

const queue = await queueOf(base.replace(/\/$/, ""));
showReceipts(document.querySelector("[data-receipts]"), queue, base);
if (navigator.serviceWorker) {
  const isSame = (await queue.store.kept(WHOSE))?.value === broker;
  keepPages(isSame ? STILL_GOOD : 0);
  // What was kept while the advice was being reckoned has none.
  let isReady = !document.querySelector("[data-not-ready]");
  document.addEventListener("live:swapped", () => {
    const wasReady = isReady;
    isReady = !document.querySelector("[data-not-ready]");
    if (isReady && !wasReady) keepPages(0);
  });
}
