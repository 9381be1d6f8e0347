// When the list is fetched anew: when something has changed at the børs, when the net is back, and once a minute; never
// more often than every few seconds, and never twice at once.
//
//   const due = whenDue(fetchIt, "reception signup");      topics of the live stream
//   await due.now();      due.soon();

import { topicsOf } from "../topics.js";

const AT_MOST_EVERY = 2500; // milliseconds between two looks at the server's list
const AT_LEAST_EVERY = 60_000;
const SPREAD = 400; // so that all tablets of a desk do not ask in the same instant

export function whenDue(fetchIt, topics) {
  const heard = topicsOf(topics);
  let asked = 0;
  let planned = 0;
  let isAsking = false;

  async function now() {
    planned = 0;
    if (isAsking) return soon();
    isAsking = true;
    asked = Date.now();
    try {
      return await fetchIt();
    } finally {
      isAsking = false;
    }
  }

  function soon() {
    planned ||= setTimeout(now, Math.max(0, asked + AT_MOST_EVERY - Date.now()) + Math.random() * SPREAD);
  }

  document.addEventListener("live:changed", ({ detail }) => [...detail].some((topic) => heard.has(topic)) && soon());
  document.addEventListener("contact", ({ detail: isOnline }) => isOnline && soon());
  addEventListener("online", soon);
  setInterval(soon, AT_LEAST_EVERY);

  return { now, soon };
}
