// <button type="button" data-forget hidden>Glem siden på denne telefonen</button>   <… data-forget-now>
//
// What offline/keep.js keeps of this page is thrown away: on a press, or at once when the børs is over.

const told = (worker) => worker?.postMessage({ forget: location.pathname });

async function forget() {
  const registration = await navigator.serviceWorker?.getRegistration(location.href);
  told(registration?.active);
}

export function start() {
  const button = document.querySelector("[data-forget]");
  if (document.querySelector("[data-forget-now]")) forget();
  if (!button || !navigator.serviceWorker) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await forget();
    document.querySelector("[data-keep]")?.removeAttribute("data-keep");
    button.nextElementSibling.hidden = false;
    button.hidden = true;
  });
}
