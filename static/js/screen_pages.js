// <section> <p data-page-names hidden></p> <p data-page-number hidden><button data-page-turn="-1" hidden>‹</button> <span></span> …</p>
//   <ol data-pages> <li>…</li> … </ol>
// </section>
// <button data-calm-button aria-pressed="false" hidden>Bla selv</button>
//
// A list of names on the wall: as large as it can be on one page; one that is too long for that is shown page by page, in
// letters that are read from ten metres. The browser sets it in columns, so a page is a width of the list, and turning
// is scrolling by one width. Whoever does not want it to move by itself presses «Bla selv», and turns with the buttons
// or the arrows. Without JavaScript, and on a telephone, the whole list stands there and the page can be scrolled.

import { secondsFor } from "./page_time.js";

const NARROW = matchMedia("(max-width: 40rem)");
const KEPT = "borse-calm";
// Letters in hundredths of the shorter side of the screen. READ_FROM_AFAR is 41 px of 1080: 3 cm high, capitals, on a
// screen two metres wide. Smaller only where the list would not come by within the minute between two rounds.
const SIZES = [7, 6.2, 5.4, 4.8, 4.3, 3.8, 3.4, 3];
const READ_FROM_AFAR = 3.8;
const MOST_PAGES = 12; // as many as come by in that minute (page_time.js)

let page = 0;
let turning = 0;
let seconds = 0;
let shownList = "";

const isCalm = () => document.documentElement.hasAttribute("data-calm");
const visible = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());

/** How many widths of the list its names take. One column on the last page is a page. */
function pagesOf(list) {
  const gap = parseFloat(getComputedStyle(list).columnGap) || 0;
  return Math.max(1, Math.ceil((list.scrollWidth + gap) / (list.clientWidth + gap) - 0.02));
}

/** The largest letters in which everything is on one page; else those that are read from afar. The number of pages. */
function fit(list) {
  let pages = 1;
  for (const size of SIZES) {
    list.style.fontSize = `${size}vmin`;
    pages = pagesOf(list);
    if (pages <= (size > READ_FROM_AFAR ? 1 : MOST_PAGES)) break;
  }
  return pages;
}

/** «Byg – Fle»: who looks for a name sees whether it is on this page, or has yet to come. */
function namesIn(list) {
  const { left, right } = list.getBoundingClientRect();
  const shown = [...list.children].filter((line) => line.getBoundingClientRect().left >= left - 1 && line.getBoundingClientRect().left < right);
  return [shown.at(0), shown.at(-1)].map((line) => line.textContent.trim().slice(0, 3)).join(" – ");
}

function show() {
  const list = visible("[data-pages]");
  if (!list) return turnEvery(0);
  const label = list.parentElement.querySelector("[data-page-number]");
  const names = list.parentElement.querySelector("[data-page-names]");
  list.toggleAttribute("data-paged", !NARROW.matches);
  if (NARROW.matches) {
    list.style.fontSize = "";
    label.hidden = names.hidden = true;
    return turnEvery(0);
  }
  label.hidden = false; // it takes its room before the list is measured, and so do its buttons
  for (const button of label.querySelectorAll("[data-page-turn]")) button.hidden = !isCalm();
  const whole = list.parentElement.closest("[data-from]")?.dataset.from ?? "";
  if (whole !== shownList) page = 0;
  shownList = whole;
  const pages = fit(list);
  label.hidden = pages === 1;
  page = ((page % pages) + pages) % pages;
  const gap = parseFloat(getComputedStyle(list).columnGap) || 0;
  list.scrollLeft = page * (list.clientWidth + gap);
  names.hidden = pages === 1;
  names.textContent = pages === 1 ? "" : namesIn(list);
  label.querySelector("span").textContent = `${page + 1} / ${pages}`;
  turnEvery(isCalm() ? 0 : secondsFor(pages));
}

function turn(step) {
  page += step;
  show();
}

function turnEvery(wanted) {
  if (wanted === seconds) return;
  clearInterval(turning);
  seconds = wanted;
  if (wanted) turning = setInterval(() => turn(1), wanted * 1000);
}

function beCalm(calm) {
  document.documentElement.toggleAttribute("data-calm", calm);
  for (const button of document.querySelectorAll("[data-calm-button]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(calm));
  }
  show();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-page-turn]");
  if (button) turn(Number(button.dataset.pageTurn));
  if (event.target.closest("[data-calm-button]")) {
    localStorage.setItem(KEPT, isCalm() ? "" : "1");
    beCalm(!isCalm());
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight" || event.key === "PageDown") turn(1);
  if (event.key === "ArrowLeft" || event.key === "PageUp") turn(-1);
});
addEventListener("resize", show);
document.addEventListener("live:swapped", show);
document.addEventListener("hall:turned", show);
beCalm(localStorage.getItem(KEPT) === "1");
document.fonts?.ready.then(show);
