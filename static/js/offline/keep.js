// <main data-keep="/borsen"> …  (or any other element of the page)
//
// The page opens with the server gone: it is kept, with all static files, by the service worker of the børs
// (service_worker.js; it is registered here). A page says so only when it may lie on this device: a participant's page
// not on a staff tablet, `{% if not roles %}data-keep="{{ url('') }}"{% endif %}`. Without a secure context (https or
// localhost) browsers have no service workers, and the page is as any other. `data-keep-also` names large static files
// that the page needs sooner or later, with spaces between.
//
// `<html data-kept>` appears when the page is kept: tests wait for it, and styles may show it.

const SOON = 20_000; // milliseconds; and as much again of chance, for six hundred telephones heard the same news
let planned = 0;

/** The page has become another one while it was open: the kept one should too. */
function keepAgain() {
  planned ||= setTimeout(async () => {
    planned = 0;
    if (!document.querySelector("[data-keep]") || document.documentElement.hasAttribute("data-offline")) return;
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: location.pathname }, [new MessageChannel().port2]);
  }, SOON * (1 + Math.random()));
}

export async function start() {
  const { keep, keepAlso } = document.querySelector("[data-keep]").dataset;
  const base = keep.replace(/\/$/, "");
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(`${base}/sw.js`, { scope: `${base}/`, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => document.documentElement.setAttribute("data-kept", "");
    active.postMessage({ keep: location.pathname, also: keepAlso?.split(" ") }, [port2]);
    document.addEventListener("live:swapped", keepAgain);
  } catch {
    // No net while it registers; the one from before, if any, goes on.
  }
}
