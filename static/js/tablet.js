// <div data-tablet="/borsen/nettbrett/her" [data-locked]>
//
// A page on a paired tablet asks now and then whether it is still what it shows: locked or not, paired or not. When it
// is not, it is loaded anew, and the server shows what it is. (The server refuses everything else anyway: this only
// takes away what stands on the screen.) Without a net the page stays: what is not known has not changed.

const ASK_EVERY = 30_000;
let asking = false;

async function ask(address, isLocked) {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(address, { cache: "no-store", headers: { Accept: "application/json" } });
    const isGone = [401, 403, 404].includes(answer.status);
    if (isGone || (answer.ok && (await answer.json()).locked !== isLocked)) location.reload();
  } catch {
    // No net, or half an answer: asked again soon.
  } finally {
    asking = false;
  }
}

export function start() {
  const mark = document.querySelector("[data-tablet]");
  const askNow = () => ask(mark.dataset.tablet, "locked" in mark.dataset);
  setInterval(askNow, ASK_EVERY);
  document.addEventListener("visibilitychange", askNow);
  document.addEventListener("live:told", ({ detail }) => detail.has("tablets") && askNow());
}
