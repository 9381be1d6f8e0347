// <… data-drain="/borsen/">
//
// A page that shows nothing of what waits on this device, and sends it all the same: a tablet that is locked.

import { queueOf } from "./queue.js";

export async function start() {
  await queueOf(document.querySelector("[data-drain]").dataset.drain.replace(/\/$/, ""));
}
