// <form data-find="guests"> <input type="search" name="q"> </form>
// <p role="status" data-find-count="{count} treff"></p>
// <div id="guests" data-live-region>
//   <li data-words="kari nordmann turlaget t7k2"> <button>…</button> </li> …
//   <div data-find-none hidden>Ingen treff</div>
// </div>
//
// Shows the rows that answer what is being typed. Without JavaScript the form asks the server, which answers alike.
// Enter goes to the first row that is left: once more, and that guest is in.

import { isFound } from "./find.js";

const form = document.querySelector("[data-find]");
const input = form.querySelector("input[type=search]");
const count = document.querySelector("[data-find-count]");
let saying = 0;

const area = () => document.getElementById(form.dataset.find);

function show() {
  let found = 0;
  for (const row of area().querySelectorAll("[data-words]")) {
    const isShown = isFound(input.value, row.dataset.words);
    if (row.hidden === isShown) row.hidden = !isShown;
    found += isShown;
  }
  area().querySelector("[data-find-none]").hidden = found > 0;
  return found;
}

/** The number of hits, read out when the fingers rest. */
function say(found) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    count.textContent = input.value ? count.dataset.findCount.replace("{count}", found) : "";
  }, 600);
}

input.addEventListener("input", () => say(show()));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  area().querySelector("li:not([hidden]) :is(button, a)")?.focus();
});
document.addEventListener("live:swapped", show);
show();
