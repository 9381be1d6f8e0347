// <section><p data-page-number hidden></p>
//   <ol data-pages="12"> <li>…</li> … </ol>
// </section>
//
// A list that is longer than the wall is shown page by page, `data-pages` seconds each. Without JavaScript the whole list
// stands there and the page can be scrolled; on a telephone too.

import { pageOf } from "./page_of.js";

const NARROW = matchMedia("(max-width: 40rem)");
let step = 0;
let turning = 0;
let seconds = 0;

/** How many items have room, and how many stand side by side, with all of them shown. */
function measure(items, room) {
  const top = items[0].offsetTop;
  const columns = items.filter((item) => item.offsetTop === top).length;
  const fits = items.filter((item) => item.getBoundingClientRect().bottom <= room.bottom + 1).length;
  return { fits: Math.max(columns, Math.floor(fits / columns) * columns), columns };
}

function show() {
  const list = document.querySelector("[data-pages]");
  if (!list) return stop();
  const items = [...list.children];
  const label = list.parentElement.querySelector("[data-page-number]");
  for (const item of items) item.hidden = false;
  list.toggleAttribute("data-paged", !NARROW.matches);
  if (NARROW.matches || !items.length) {
    label.hidden = true;
    return stop();
  }
  const { fits, columns } = measure(items, list.parentElement.getBoundingClientRect());
  const page = pageOf(step, items.length, fits, columns);
  items.forEach((item, index) => {
    item.hidden = index < page.from || index >= page.to;
  });
  label.hidden = page.pages === 1;
  label.textContent = `${page.number} / ${page.pages}`;
  turnEvery(page.pages > 1 ? Number(list.dataset.pages) : 0);
}

function turnEvery(wanted) {
  if (wanted === seconds) return;
  clearInterval(turning);
  seconds = wanted;
  if (wanted) {
    turning = setInterval(() => {
      step += 1;
      show();
    }, wanted * 1000);
  }
}

function stop() {
  turnEvery(0);
  step = 0;
}

addEventListener("resize", show);
document.addEventListener("live:swapped", show);
show();
