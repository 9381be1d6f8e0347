// When the list is fetched anew: when something has changed at the børs, when the net is back, and once a minute; never
// more often than every few seconds, less often when the server was slow to answer, and never twice at once. A hall that has
// its net back sends first what is written on its tablets: nobody asks for the list before the last of them has begun.
//
//   const due = whenDue(fetchIt, "reception signup", queueIs);      topics of the live stream
//   await due.now();      due.soon();
//
// `queueIs()` is "sending" while what was written here is on its way or about to be (the list would be old before it came,
// and in a hall that has the net back, it would take the server's time from the queues), "away" when the server did not
// answer the last time, else "".

import { SPREAD } from "../offline/pace.js";
import { topicsOf } from "../topics.js";

const AT_MOST_EVERY = 2500; // milliseconds between two looks at the server's list
const AT_LEAST_EVERY = 60_000;
const SLOWER = 10; // an answer that took a second, and the next question comes ten seconds later
const SPREAD_AT_WORK = 400; // so that all tablets of a desk do not ask in the same instant
const SENDS_AT_MOST = 20_000; // a queue that takes longer than that keeps nobody from the list

/** Milliseconds from one question to the next, when the last answer took so long. */
export const gapAfter = (took) => Math.min(AT_LEAST_EVERY, Math.max(AT_MOST_EVERY, SLOWER * took));

/** Milliseconds to wait: `since` have gone since the last question. A hall whose server is away asks spread out. */
export const waitUntilDue = (since, took, isAway, chance) => Math.max(0, gapAfter(took) - since) + chance * (isAway ? SPREAD : SPREAD_AT_WORK);

/** Milliseconds that the list waits when the net is back: the queues of the hall begin within SPREAD. */
export const afterTheQueues = (chance) => SPREAD * (1 + chance);

/** Whether the list waits for the queue, which has been on its way for `since` milliseconds. */
export const waitsForQueue = (state, since) => state === "sending" && since < SENDS_AT_MOST;

export function whenDue(fetchIt, topics, queueIs) {
  const heard = topicsOf(topics);
  let asked = 0;
  let took = 0;
  let planned = 0;
  let sendsSince = 0;
  let isAsking = false;

  function waits() {
    const state = queueIs();
    sendsSince = state === "sending" ? sendsSince || Date.now() : 0;
    return waitsForQueue(state, Date.now() - sendsSince);
  }

  async function now() {
    planned = 0;
    if (isAsking || (asked && waits())) return soon(); // the first time there may be no list at all here
    isAsking = true;
    asked = Date.now();
    try {
      return await fetchIt();
    } finally {
      isAsking = false;
      took = Date.now() - asked;
    }
  }

  function soon() {
    planned ||= setTimeout(now, waitUntilDue(Date.now() - asked, took, queueIs() === "away", Math.random()));
  }

  function whenAllAreBack() {
    clearTimeout(planned);
    planned = setTimeout(now, afterTheQueues(Math.random()));
  }

  document.addEventListener("live:changed", ({ detail }) => [...detail].some((topic) => heard.has(topic)) && soon());
  document.addEventListener("contact", ({ detail: isOnline }) => isOnline && whenAllAreBack());
  addEventListener("online", whenAllAreBack);
  setInterval(soon, AT_LEAST_EVERY);

  return { now, soon };
}
