// {{ offline.queue(url('')) }}, from frame/offline.html, which has the words in data attributes
//
// What is saved here and not yet at the server: how many, how old the oldest is, and each that was refused, until a
// person has cleared it. "Saved here" has another colour, another sign and other words than "saved". Where the page has
// no list for what was refused, a locked screen, it says how many; and how high the line is, so that nothing that has
// the focus lies behind it: `--queue-height`.

import { agoInWords } from "./pace.js";
import { queueOf } from "./queue.js";
import { save } from "./unsent.js";

const STUCK = 1800; // seconds that something has waited with no server in sight, before it can be carried out on foot
const COUNT_EVERY = 15_000; // the age goes on while nothing else happens

const counted = (one, many, number) => (number === 1 ? one : many.replace("{n}", number));

/** What the line says: { state, text, age }. Free of the page, for whoever else wants to know. */
export function saysOf({ entries, trouble }, words, now) {
  const waiting = entries.filter((entry) => entry.state === "waiting");
  if (trouble === "out") {
    const unsent = waiting.length ? `${counted(words.unsentOne, words.unsent, waiting.length)}. ` : "";
    return { state: "out", text: `${unsent}${words.out}.`, age: "" };
  }
  if (!waiting.length && !trouble && entries.some((entry) => entry.state === "refused")) {
    return { state: "refused", text: `${words.restSaved}.`, age: "" };
  }
  if (!waiting.length) {
    return trouble ? { state: "here", text: `${words.offlineAndEmpty}.`, age: "" } : { state: "saved", text: `${words.allSaved}.`, age: "" };
  }
  const what = counted(words.hereOne, words.here, waiting.length);
  const oldest = Math.max(0, (now - Math.min(...waiting.map((entry) => entry.written))) / 1000);
  return {
    state: "here",
    text: `${what}, ${trouble ? words.waits : words.sends}.`,
    age: `${words.oldest.replace("{s}", agoInWords(oldest, words))}.`,
  };
}

/** Whether what is not sent may never be: this device is let in no longer, or has not met the server for long. */
export function isStuck({ entries, trouble }, now) {
  const unsent = entries.filter((entry) => entry.state !== "saved");
  if (trouble === "out") return unsent.length > 0;
  return trouble !== "" && unsent.some((entry) => now - entry.written > STUCK * 1000);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show(section, queue, told) {
  const words = section.dataset;
  const { state, text, age } = saysOf(told, words, Date.now());
  section.dataset.state = state;
  setText(section.querySelector("[data-queue-says]"), text);
  setText(section.querySelector("[data-queue-age]"), age);
  const refused = told.entries.filter((entry) => entry.state === "refused");
  const box = section.querySelector("[data-queue-refused]");
  box.hidden = refused.length === 0;
  setText(
    section.querySelector("[data-queue-refused-says]"),
    refused.length ? counted(words.refusedOne, words.refused, refused.length) : "",
  );
  const list = box.querySelector("ul");
  if (!list) return;
  section.querySelector("[data-queue-save]").hidden = !isStuck(told, Date.now());
  const shown = refused.map((entry) => entry.seq).join(" ");
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(...refused.map((entry) => lineOf(entry, words, queue)));
}

function lineOf(entry, words, queue) {
  const line = document.createElement("li");
  const said = document.createElement("p");
  const about = document.createElement("b");
  about.textContent = entry.about;
  said.append(about, ` ${entry.sentence || words.unreadable}`);
  line.append(said);
  if (words.open) line.append(link(words.openForm, words.open.replace("{seq}", entry.seq)));
  line.append(button(words.again, () => queue.again(entry.seq)), button(words.clear, () => queue.remove([entry.seq])));
  return line;
}

function button(text, press) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "ds-button", textContent: text });
  Object.assign(made.dataset, { variant: "secondary", size: "sm" });
  made.addEventListener("click", press);
  return made;
}

function link(text, address) {
  const made = document.createElement("a");
  Object.assign(made, { className: "ds-button", textContent: text, href: address });
  Object.assign(made.dataset, { variant: "secondary", size: "sm" });
  return made;
}

function tellHeight(place) {
  const tell = () => document.documentElement.style.setProperty("--queue-height", `${place.offsetHeight}px`);
  new ResizeObserver(tell).observe(place);
}

export async function start() {
  const section = document.querySelector("[data-queue]");
  tellHeight(section.closest(".queue-place"));
  section.hidden = false;
  let queue;
  try {
    queue = await queueOf(section.dataset.queue.replace(/\/$/, ""));
  } catch {
    section.dataset.state = "out"; // the browser keeps nothing: the page works as if there were no script
    return setText(section.querySelector("[data-queue-says]"), `${section.dataset.noStore}.`);
  }
  let last = { entries: [], trouble: "" };
  section.querySelector("[data-queue-save]")?.addEventListener("click", async () => save(await queue.file()));
  queue.listen((told) => show(section, queue, (last = told)));
  setInterval(() => show(section, queue, last), COUNT_EVERY);
  return undefined;
}
