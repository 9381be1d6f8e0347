// <form method="get" action="/borsen/tavla" data-board> <input type="search" name="sok"> <select name="side"> … </form>
// <div id="notices" data-live-region data-live-say="12 oppslag"> … </div>    (and other regions)
//
// Answers while one types: asks the server as the form would, and swaps the regions. The address follows, so that it can
// be sent to somebody, and so that what live.js fetches is what stands here. Without JavaScript the form does all this.

import { queryOf } from "./board_address.js";

const REST = 200; // milliseconds without a keystroke
const form = document.querySelector("[data-board]");
let waiting = 0;
let asking = null;

async function answer() {
  const address = form.getAttribute("action") + queryOf(new FormData(form));
  asking?.abort(); // what was typed since then makes the earlier answer old
  asking = new AbortController();
  try {
    const page = await fetch(address, { signal: asking.signal, credentials: "same-origin" });
    if (!page.ok) return;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    history.replaceState(null, "", address);
    show(fresh);
  } catch {
    // Newer letters are on their way, or there is no net; then the button says so.
  }
}

function show(fresh) {
  for (const region of document.querySelectorAll("[data-live-region]")) {
    const update = fresh.getElementById(region.id);
    if (update) region.replaceWith(document.adoptNode(update));
  }
  // How many lie under each choice depends on the others.
  for (const select of form.querySelectorAll("select")) {
    const update = fresh.getElementById(select.id);
    if (update) for (const [at, option] of [...select.options].entries()) option.text = update.options[at].text;
  }
  document.querySelector("[data-live-announcement]").textContent = document.getElementById("notices").dataset.liveSay;
}

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(answer, event.target.matches("select") ? 0 : REST);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  answer();
});

// Somebody may have begun to type before this was here.
const typed = form.elements.namedItem("sok");
if (typed.value !== typed.defaultValue) answer();
