// <section> [<p data-page-names hidden></p>] <p data-page-number hidden><button data-page-turn="-1" hidden>‹</button> <span></span> …</p>
//   <ol data-pages> <li>…</li> … </ol>
// </section>
// <p>Vi venter på: <span data-by-turns><span data-its-turn>Anne, Bo og 4 til</span><span>Cato, …</span></span></p>
// <p>Endret i runde 2: <span data-by-turns>…</span></p>
// <button data-calm-button aria-pressed="false" hidden>Bla selv</button>
//
// A list of names on the wall: on one page if it can be read from ten metres there, else page by page (legible.js). The
// browser sets it in columns, so a page is a width of the list, and turning is scrolling by one width. Whoever does not
// want it to move by itself presses «Bla selv», and turns with the buttons or the arrows. Without JavaScript, and on a
// telephone, the whole list stands there and the page can be scrolled. With each page come others of those who are missing,
// or are to go elsewhere; where there is nothing to turn they take turns in the same way. Without JavaScript the first ones
// stand there.

import { secondsFor, SECONDS_FOR_NAMES, TRIES } from "./legible.js";

const NARROW = matchMedia("(max-width: 40rem)");
const KEPT = "borse-calm";

let page = 0;
let turns = 0; // of those who are missing, or are to go elsewhere: they come by also where the list has one page
let turning = 0;
let seconds = 0;
let shownList = "";
let fitted = { list: null, measures: "", pages: 1, size: 0 };

const isCalm = () => document.documentElement.hasAttribute("data-calm");
const visible = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());

/** From the beginning of one page to that of the next: to a part of a pixel, or the twelfth page would begin beside it. */
function widthOf(list) {
  return list.getBoundingClientRect().width + (parseFloat(getComputedStyle(list).columnGap) || 0);
}

/** How many widths of the list its names take. One column on the last page is a page. */
function pagesOf(list) {
  const gap = parseFloat(getComputedStyle(list).columnGap) || 0;
  return Math.max(1, Math.ceil((list.scrollWidth + gap) / widthOf(list) - 0.02));
}

/** What a fit was made for, and in what it ended: its room, its lines and what they take there. */
function measuresOf(list) {
  const lines = list.querySelectorAll(":scope > :not([hidden])").length;
  return `${lines} in ${list.clientWidth} × ${list.clientHeight}, ${list.style.fontSize}: ${list.scrollWidth}`;
}

/** The first way of showing the list that fits: { pages, size }. It is not tried again while nothing has changed. */
function fit(list) {
  if (fitted.list === list && fitted.measures === measuresOf(list)) return fitted;
  for (const { size, pages: most, isPeopleOnly = false } of TRIES) {
    list.toggleAttribute("data-people-only", isPeopleOnly);
    list.style.fontSize = `${size}vmin`;
    fitted = { list, pages: pagesOf(list), size };
    if (fitted.pages <= most) break;
  }
  fitted.measures = measuresOf(list);
  return fitted;
}

// A list gets another room or other lines, or comes in sight, for many reasons that tell nobody: a message above it whose
// time is up, a meeting that is over, a font that came late. It is fitted before the next picture, not while the sizes of
// this one are told, for that would change them.
const sizes = new ResizeObserver(() => requestAnimationFrame(show));
let watched = [];

/** Fit anew whenever one of the lists, or a line of the one in sight, has become another size than it was. */
function watch(list) {
  const now = [...document.querySelectorAll("[data-pages]"), ...(list?.children ?? [])];
  if (now.length === watched.length && now.every((element, place) => element === watched[place])) return;
  watched = now;
  sizes.disconnect();
  for (const element of now) sizes.observe(element);
}

/** «Byg – Fle»: who looks for a name sees whether it is on this page, or has yet to come. */
function namesIn(list) {
  const { left, right } = list.getBoundingClientRect();
  const shown = [...list.children].filter((line) => {
    const box = line.getBoundingClientRect();
    return box.width > 0 && box.left >= left - 1 && box.left < right;
  });
  return [shown.at(0), shown.at(-1)].map((line) => line.textContent.trim().slice(0, 3)).join(" – ");
}

/** Who is named on the lines that take turns. How many groups the longest has: one, or none, is nothing to turn. */
function showNamed() {
  const lines = [...document.querySelectorAll("[data-by-turns]")].filter((line) => line.checkVisibility());
  for (const { children: groups } of lines) {
    const its = groups.length && ((turns % groups.length) + groups.length) % groups.length;
    [...groups].forEach((group, place) => group.toggleAttribute("data-its-turn", place === its));
  }
  return Math.max(0, ...lines.map((line) => line.childElementCount));
}

function show() {
  const takesTurns = showNamed() > 1;
  const list = visible("[data-pages]");
  watch(list);
  if (!list) return turnEvery(0);
  const label = list.parentElement.querySelector("[data-page-number]");
  const names = list.parentElement.querySelector("[data-page-names]");
  list.toggleAttribute("data-paged", !NARROW.matches);
  if (NARROW.matches) {
    list.removeAttribute("data-people-only");
    list.style.fontSize = "";
    label.hidden = true;
    if (names) names.hidden = true;
    return turnEvery(takesTurns && !isCalm() ? SECONDS_FOR_NAMES : 0);
  }
  label.hidden = false; // it takes its room before the list is measured, and so do its buttons
  for (const button of label.querySelectorAll("[data-page-turn]")) button.hidden = !isCalm();
  const whole = list.parentElement.closest("[data-from]")?.dataset.from ?? "";
  if (whole !== shownList) page = 0;
  shownList = whole;
  const { pages, size } = fit(list);
  label.hidden = pages === 1 && !(takesTurns && isCalm());
  page = ((page % pages) + pages) % pages;
  list.scrollLeft = page * widthOf(list);
  if (names) {
    names.hidden = pages === 1;
    names.textContent = pages === 1 ? "" : namesIn(list);
  }
  label.querySelector("span").textContent = pages === 1 ? "" : `${page + 1} / ${pages}`;
  turnEvery(isCalm() ? 0 : secondsFor(pages, size) || (takesTurns ? SECONDS_FOR_NAMES : 0));
}

function turn(step) {
  page += step;
  turns += step;
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
