// <p data-let-out="/borsen/">   on the page that tells a device that it is let in no longer
//
// Opened by hand, perhaps, with nothing to send that would have found it out (queue.js): what is kept of people goes here.

import { dropLock } from "../lock/kept.js";
import { queueOf } from "./queue.js";
import { wipe } from "./wipe.js";

export async function start() {
  const { letOut } = document.querySelector("[data-let-out]").dataset;
  const base = letOut.replace(/\/$/, "");
  const { store } = await queueOf(base);
  await wipe(base, store);
  dropLock(letOut);
  document.documentElement.setAttribute("data-wiped", "");
}
