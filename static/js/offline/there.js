// Whether the server is there, asked of the server: the browser knows only of the Wi-Fi.

import { contact, isInContact } from "../contact.js";

const IN_TIME = 2000; // milliseconds that the server has to say that it is there
const ASK_EVERY = 5000; // milliseconds between two questions while it is away, more or less

let isAsking = false;

/** Whether the server answers now. */
export async function isThere() {
  try {
    return (await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(IN_TIME) })).ok;
  } catch {
    return false;
  }
}

/** Ask until the server is there, unless somebody else on this page hears of it sooner (the live stream). */
export async function askUntilThere() {
  if (isAsking) return;
  isAsking = true;
  while (!isInContact()) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY * (0.75 + Math.random() / 2)));
    if (await isThere()) contact(true);
  }
  isAsking = false;
}
