// The queue of a tablet: what is written here, and how it comes to the server. (`docs/offline.md`)
//
//   const queue = await openQueue("/borsen");
//   await queue.write("CheckIn", { person }, "Kari Nordmann er sjekket inn");    resolves when it is on the device's disk
//   await queue.entries();                       what is here, in order; each has state "waiting" | "saved" | "refused"
//   queue.listen(({ entries, trouble }) => …);   told at once, and whenever something changes, in this tab or another
//   await queue.remove(seqs);                    a refused one that a person has seen, or saved ones that the page knows
//   await queue.again(seq);                      a refused one is to be tried once more
//   queue.drain();                               send now, if there is a net
//   queue.heard("offline");                      what the page found out itself by asking the server for something else
//   await queue.file();                          what is not sent, as the text of a file (unsent.js)
//
// One tab at a time sends, oldest first (Web Locks). A failure is tried again after a growing wait, and as soon as the server
// is heard of again (contact.js): the browser knows nothing of a laptop that is switched on where the Wi-Fi stayed up.
// Nothing is thrown away but what the server has answered for: the same id counts once there, so sending twice does no harm.
//
// `trouble` is "" · "offline" · "busy" (the server cannot now) · "out" (this device is let in no longer: wipe.js).

import { contact, isInContact } from "../contact.js";
import { newId } from "./id.js";
import { answersTo } from "./answers.js";
import { isOurs, isRefusal, wipe } from "./wipe.js";
import { ageOf, FIRST, nextSize, SPREAD, waitAfter } from "./pace.js";
import { openStore } from "./store.js";
import { askUntilThere } from "./there.js";
import { asText } from "./unsent.js";

const PAGE = newId();
const EVERY = 20_000; // looks for work in case a message was missed
const GIVE_UP = 15_000; // an answer that has not come by then is not coming
const KEPT_SAVED = 2000; // saved entries that no page has removed: the oldest go

export async function openQueue(base) {
  const store = await openStore(base);
  const others = new BroadcastChannel(`borse-queue${base}`);
  const listeners = new Set();
  const state = { trouble: "", failures: 0, size: FIRST, planned: 0, isSpread: false, ahead: null };

  const shown = async () => ({ entries: await store.all(), trouble: state.trouble });

  async function tell() {
    const now = await shown();
    for (const listener of listeners) {
      try {
        listener(now);
      } catch (error) {
        console.error(error); // what is shown of an entry is no part of keeping it
      }
    }
  }

  async function changed() {
    others.postMessage("changed");
    await tell();
  }

  others.onmessage = tell;

  async function write(kind, data, about) {
    const { by = "" } = document.body.dataset; // what this desk is called
    const entry = { id: newId(), kind, data, about, by, state: "waiting" };
    const kept = await store.add({ ...entry, written: Date.now(), page: PAGE, steady: performance.now() });
    await changed();
    plan(0);
    return kept;
  }

  /** Send until nothing waits or something is wrong. Only one tab is in here at a time. */
  async function sendAll() {
    for (;;) {
      const batch = await store.waiting(state.size);
      if (!batch.length) break;
      const began = performance.now();
      const answer = await post(batch);
      if (!answer) return;
      state.size = nextSize(state.size, performance.now() - began);
      await settle(answer);
    }
    state.failures = 0;
    if (isInContact()) await say(""); // else there was nothing to send, and nobody has answered
  }

  async function post(batch) {
    const at = { page: PAGE, steady: performance.now(), now: Date.now() };
    const entries = batch.map((entry) => ({ id: entry.id, kind: entry.kind, age: ageOf(entry, at), data: entry.data }));
    let response;
    try {
      response = await fetch(`${base}/ko`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ entries }),
        signal: AbortSignal.timeout(GIVE_UP),
        credentials: "same-origin",
      });
      learnTime(response);
      const answers = response.ok ? answersTo(batch, await response.json()) : [];
      if (answers.length) {
        contact(true);
        return answers;
      }
    } catch {
      response = null; // no net, half an answer, or somebody else's page
    }
    await failed(response, batch);
    return null;
  }

  /** How far the server's clock is ahead of this device's. */
  function learnTime(response) {
    const said = Date.parse(response.headers.get("Date") ?? "");
    if (said && isOurs(response)) state.ahead = said - Date.now();
  }

  async function failed(response, batch) {
    state.failures += 1;
    state.size = Math.max(1, Math.floor(state.size / 2));
    // One that the server cannot even read would stand in the way of the others for ever: a person must see it. (A
    // gateway's own 400 is about the net, and passes; what it finds too large it will find too large tomorrow.)
    const isUnreadable = response?.status === 413 || (response?.status === 400 && isOurs(response));
    if (isUnreadable && batch.length === 1) {
      const { sentence = "" } = await response.json().catch(() => ({}));
      await settle([{ id: batch[0].id, status: "refused", sentence }]);
    }
    const isOut = response !== null && isRefusal(response);
    if (isOut) await letOut();
    await say(!response ? "offline" : isOut ? "out" : "busy");
    plan(waitAfter(state.failures, Math.random()));
    if (!response) contact(false);
  }

  /** Sent away: what this device knows of people goes, and the page (tablet.js) hears of it. */
  async function letOut() {
    await wipe(base, store);
    await changed();
    document.dispatchEvent(new CustomEvent("queue:out"));
  }

  async function settle(answers) {
    const done = (answer) => answer.status === "saved" || answer.status === "repeated";
    await store.settle(
      answers.map((answer) => [
        answer.id,
        { state: done(answer) ? "saved" : "refused", sentence: answer.sentence, note: answer.note, settled: Date.now() },
      ]),
    );
    const saved = (await store.all()).filter((entry) => entry.state === "saved");
    if (saved.length > KEPT_SAVED) await store.remove(saved.slice(0, -KEPT_SAVED).map((entry) => entry.seq));
    await changed();
  }

  async function say(trouble) {
    if (state.trouble === trouble) return;
    state.trouble = trouble;
    await tell();
  }

  /** The page has asked the server for something else, and this is what it ran into: "" is an answer. */
  function heard(trouble) {
    if (trouble === "offline") contact(false);
    if (!trouble) contact(true);
    return say(trouble);
  }

  /** Somebody on this page has heard of the server; or nobody answered, and it is asked for until it is there. */
  function contactIs(isOnline) {
    if (!isOnline) return askUntilThere();
    if (state.trouble === "offline") say("");
    return back();
  }

  function drain() {
    clearTimeout(state.planned);
    Object.assign(state, { planned: 0, isSpread: false });
    if (!navigator.locks) return sendAll(); // without a secure context there is one tab, we hope; ids see to the rest
    return navigator.locks.request(`borse-queue${base}`, { ifAvailable: true }, (lock) => (lock ? sendAll() : undefined));
  }

  function plan(wait) {
    if (state.planned && wait) return;
    clearTimeout(state.planned);
    state.planned = setTimeout(drain, wait);
  }

  /** Instead of whatever was planned: two hundred tablets hear in the same instant that the net, or the server, is back. */
  function back() {
    if (state.isSpread) return;
    clearTimeout(state.planned);
    state.isSpread = true;
    state.planned = setTimeout(drain, Math.random() * SPREAD);
  }

  addEventListener("online", back);
  document.addEventListener("contact", ({ detail: isOnline }) => contactIs(isOnline));
  if (!isInContact()) contactIs(false);
  document.addEventListener("visibilitychange", () => document.hidden || plan(0));
  setInterval(() => state.planned || drain(), EVERY);
  navigator.storage?.persist?.().catch(() => {});
  plan(0);

  return {
    base,
    store,
    write,
    drain,
    entries: store.all,
    heard,
    async listen(listener) {
      listeners.add(listener);
      listener(await shown());
    },
    async file() {
      const at = { page: PAGE, steady: performance.now(), now: Date.now() };
      const clock = state.ahead === null ? "device" : "server";
      return asText(await store.all(), { base, now: at.now + (state.ahead ?? 0), clock, ageOf: (entry) => ageOf(entry, at) });
    },
    async remove(seqs) {
      await store.remove(seqs);
      await changed();
    },
    async again(seq) {
      const entry = (await store.all()).find((one) => one.seq === seq);
      if (entry) await store.settle([[entry.id, { state: "waiting", sentence: "" }]]);
      await changed();
      plan(0);
    },
  };
}

const open = new Map();

/** The one queue of this page for a børs. */
export function queueOf(base) {
  if (!open.has(base)) open.set(base, openQueue(base));
  return open.get(base);
}
