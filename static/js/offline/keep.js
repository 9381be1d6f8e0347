// <main data-keep="/borsen"> …  (or any other element of the page)
//
// The page opens with the server gone: it is kept, with all static files, by the service worker of the børs
// (service_worker.js; it is registered here). A page says so only when it may lie on this device: a participant's page
// not on a staff tablet, `{% if not roles %}data-keep="{{ url('') }}"{% endif %}`. Without a secure context (https or
// localhost) browsers have no service workers, and the page is as any other. `data-keep-also` names large static files
// that the page needs sooner or later, with spaces between. `data-keep-own` is for a participant's page: its worker keeps
// the files that this page has fetched (the browser has them already), and none of the desks'.
//
// `<button type="button" data-forget hidden>` shows itself beside it, and a press throws away what is kept of this page;
// `data-forget-now` does at once. What stands after the button says that it was done.
//
// `<html data-kept>` appears when the page is kept: tests wait for it, and styles may show it.

const WHEN_ALL_IS_HERE = 2_000; // milliseconds until the page has fetched the modules that it needs
const SOON = 20_000; // milliseconds; and as much again of chance, for six hundred telephones heard the same news
let planned = 0;

/** The static files that this page has used. */
function fetched() {
  const names = performance.getEntriesByType("resource").map((one) => one.name);
  return names.filter((name) => new URL(name).pathname.startsWith("/static/v-"));
}

/** The page has become another one while it was open: the kept one should too. */
function keepAgain() {
  planned ||= setTimeout(async () => {
    planned = 0;
    if (!document.querySelector("[data-keep]") || document.documentElement.hasAttribute("data-offline")) return;
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: location.pathname }, [new MessageChannel().port2]);
  }, SOON * (1 + Math.random()));
}

async function forget() {
  const registration = await navigator.serviceWorker.getRegistration(location.href);
  registration?.active?.postMessage({ forget: location.pathname });
}

function offerToForget() {
  const button = document.querySelector("[data-forget]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await forget();
    document.querySelector("[data-keep]")?.removeAttribute("data-keep");
    button.nextElementSibling.hidden = false;
    button.hidden = true;
  });
}

export async function start() {
  if (!navigator.serviceWorker) return;
  if (document.querySelector("[data-forget-now]")) return forget();
  offerToForget();
  const { keep, keepAlso, keepOwn } = document.querySelector("[data-keep]").dataset;
  const base = keep.replace(/\/$/, "");
  try {
    await navigator.serviceWorker.register(`${base}/sw.js${keepOwn === undefined ? "" : "?egen"}`, { scope: `${base}/`, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => document.documentElement.setAttribute("data-kept", "");
    if (keepOwn !== undefined) await new Promise((done) => setTimeout(done, WHEN_ALL_IS_HERE));
    const also = keepOwn === undefined ? keepAlso?.split(" ") : fetched();
    active.postMessage({ keep: location.pathname, also }, [port2]);
    document.addEventListener("live:swapped", keepAgain);
  } catch {
    // No net while it registers; the one from before, if any, goes on.
  }
}
