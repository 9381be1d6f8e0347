// <form data-throw-away="/borsen/">
//
// On a page where this device is nobody at a desk: a tablet that is locked, or about to be another. The pages that it keeps
// for the time without a net (service_worker.js) are thrown away, or pulling out the net would open the lock. They are
// kept anew when somebody works there again. What waits to be sent is no page: it stays. A lock that the tablet had put on
// itself is over: the server has its own here, or knows it no longer.

import { dropLock } from "../lock/kept.js";

export async function throwAwayPages(base) {
  if (!("caches" in window)) return;
  const beginning = `borse-pages${base.replace(/\/$/, "")} `;
  for (const name of await caches.keys()) if (name.startsWith(beginning)) await caches.delete(name);
}

export async function start() {
  const { throwAway: base } = document.querySelector("[data-throw-away]").dataset;
  await throwAwayPages(base);
  dropLock(base);
  document.documentElement.setAttribute("data-thrown-away", "");
}
