// <div data-age data-written="2026-03-12T17:00:12+00:00">
//   <p data-age-fresh>… <span data-age-follows hidden>…</span></p>  <p data-age-old hidden>… <time data-age-since>18:00</time><span data-age-ago></span> …</p>
// </div>
//
// While the net is gone the page says so, and how old it is, in the words of its own language.

import { isInContact } from "./contact.js";
import { hallNow } from "./hall_time.js";

const MINUTE = 60_000;
const hours = new Intl.DateTimeFormat("nb", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });
let toldAt = 0; // when the server last answered

/** 200000 → " (for 3 minutter siden)", in the page's language; nothing within the first minute. */
function ago(length) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang);
  const minutes = Math.floor(length / MINUTE);
  if (minutes < 1) return "";
  if (minutes < 60) return ` (${words.format(-minutes, "minute")})`;
  if (minutes < 24 * 60) return ` (${words.format(-Math.floor(minutes / 60), "hour")})`;
  return ` (${words.format(-Math.floor(minutes / 60 / 24), "day")})`;
}

function show() {
  const box = document.querySelector("[data-age]");
  if (!box) return;
  toldAt = Math.max(toldAt, Date.parse(box.dataset.written));
  const isOld = !isInContact();
  box.querySelector("[data-age-fresh]").hidden = isOld;
  box.querySelector("[data-age-follows]").hidden = isOld;
  box.querySelector("[data-age-old]").hidden = !isOld;
  if (!isOld) return;
  box.querySelector("[data-age-since]").textContent = hours.format(toldAt);
  box.querySelector("[data-age-ago]").textContent = ago(Math.max(0, hallNow() - toldAt));
}

export function start() {
  show();
  setInterval(show, 10_000);
  document.addEventListener("contact", show);
  document.addEventListener("live:swapped", show);
  document.addEventListener("hall:told", ({ detail }) => {
    toldAt = Math.max(toldAt, detail.now);
    show();
  });
}
