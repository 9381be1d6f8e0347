// <div data-tablet="/borsen/" [data-locked]>
//
// A page on a paired tablet asks now and then whether it is still what it shows: locked or not, paired or not. When it
// is not, it goes to the lock's page, where the server shows what holds: the lock, the desk, or that the tablet has been
// sent away. (The server refuses everything else anyway: this only takes away what stands on the screen.) Without a net
// the page stays: what is not known has not changed.

import { throwAwayPages } from "./offline/throw_away.js";

const ASK_EVERY = 30_000;
let asking = false;

async function ask(base, isLocked) {
  const isLeaving = document.querySelector("form[data-sent]") !== null; // the answer to the form shows what holds
  if (asking || isLeaving || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(`${base}nettbrett/her`, { cache: "no-store", headers: { Accept: "application/json" } });
    const isGone = [401, 403, 404].includes(answer.status);
    if (isGone) await throwAwayPages(base);
    if (isGone || (answer.ok && (await answer.json()).locked !== isLocked)) location.replace(`${base}nettbrett/las`);
  } catch {
    // No net, or half an answer: asked again soon.
  } finally {
    asking = false;
  }
}

export function start() {
  const { tablet: base, locked } = document.querySelector("[data-tablet]").dataset;
  const askNow = () => ask(base, locked !== undefined);
  setInterval(askNow, ASK_EVERY);
  document.addEventListener("queue:out", askNow);
  document.addEventListener("visibilitychange", askNow);
  document.addEventListener("live:told", ({ detail }) => (detail.has("tablets") || detail.has("everything")) && askNow());
}
