// The reception: find somebody, one tap, and they are in, with the net or without. (Template: reception/list.html.)
//
//   <div class="door" data-door data-roster="/borsen/resepsjon/liste.json" …texts…>
//     <div data-card-place> … </div>  <form data-find="guests"> … </form>  <div id="guests"> … </div>
//   </div>
//   <template data-row> … </template>  <template data-card> … </template>  <template data-icons> … </template>
//
// What is pressed is written into the queue (offline/queue.js), and the list is the roster with that added; the server
// says nothing that this waits for. Where the browser cannot keep anything, the page stays as the server made it, with
// its forms.

import { topicsOf } from "../topics.js";
import { queueOf } from "../offline/queue.js";
import { cardIn } from "./card.js";
import { guestsNow } from "./presence.js";
import { freshRoster, keptRoster } from "./roster.js";
import { rowsIn } from "./rows.js";
import { badgeOf } from "./scanned.js";
import { signal } from "./signal.js";
import { formIn } from "./walk_in_form.js";

const AT_MOST_EVERY = 2500; // milliseconds between two looks at the server's list
const AT_LEAST_EVERY = 60_000;

const door = document.querySelector("[data-door]");
const words = door.dataset;
const one = (selector) => document.querySelector(selector);
const icons = (name) => one("[data-icons]").content.querySelector(`[data-icon=${name}]`).firstElementChild.cloneNode(true);
const byName = new Intl.Collator("nb").compare;

const desk = { roster: null, entries: [], guests: [], shown: "", notes: new Map(), asked: 0, planned: 0, asking: false };

async function open() {
  const queue = await queueOf(words.base);
  desk.roster = await keptRoster(queue.store);
  const area = one("#guests");
  const list = Object.assign(document.createElement("ul"), { className: "guests" });
  const rows = rowsIn(list, one("[data-row]"), words, icons, (id) => press(id));
  const card = cardIn(one("[data-card-place]"), one("[data-card]"), words, icons, act);
  const search = one("[data-find]");
  const input = search.querySelector("input[type=search]");
  const walkIn = formIn(one("[data-walk-in]"), () => desk.roster.parties, register);

  // -- showing ---------------------------------------------------------------------------------------------------------

  function show() {
    desk.guests = guestsNow(desk.roster, desk.entries).sort((a, b) => byName(a.name, b.name));
    if (desk.roster.isMissing && !desk.guests.length) return; // the page as the server made it is better than nothing
    if (!list.isConnected) {
      area.replaceChildren(list, area.querySelector("[data-find-none]"));
      door.dataset.open = "";
    }
    rows.show(desk.guests);
    find();
    const guest = guestCalled(desk.shown);
    card.show(guest, desk.guests, desk.roster, desk.notes.get(guest?.id));
    const arrived = desk.guests.filter(({ state }) => state !== "away").length;
    one("[data-arrived]").textContent = arrived;
    one("[data-expected]").textContent = desk.guests.length;
    showNotes();
  }

  function showNotes() {
    const noted = desk.guests.flatMap((guest) => guest.notes.map((note) => [note, guest]));
    const box = one("[data-noted]");
    const waiting = desk.roster.waiting ? [[words.waiting.replace("{n}", desk.roster.waiting), null]] : [];
    const all = [...noted, ...waiting];
    box.hidden = all.length === 0;
    const text = JSON.stringify(all.map(([note]) => note));
    if (box.dataset.shown === text) return;
    box.dataset.shown = text;
    box.querySelector("[data-noted-count]").textContent = (all.length === 1 ? words.noteOne : words.noteMany).replace("{n}", all.length);
    box.querySelector("ul").replaceChildren(
      ...all.map(([note, guest]) => {
        const line = document.createElement("li");
        if (!guest) line.textContent = note;
        else {
          const link = Object.assign(document.createElement("button"), { type: "button", className: "noted-link", textContent: note });
          link.addEventListener("click", () => present(guest.id));
          line.append(link);
        }
        return line;
      }),
    );
  }

  function find() {
    const found = rows.find(input.value);
    area.querySelector("[data-find-none]").hidden = found > 0;
    return found;
  }

  const guestCalled = (id) => desk.guests.find((guest) => guest.id === id || desk.roster.said[id] === guest.id);

  let saying = 0;
  function say(text, wait = 0) {
    clearTimeout(saying);
    saying = setTimeout(() => (one("[data-find-count]").textContent = text), wait);
  }

  function present(id) {
    desk.shown = id;
    show();
    one("[data-card-place]").scrollIntoView({ block: "nearest" });
  }

  // -- doing -----------------------------------------------------------------------------------------------------------

  async function write(kind, data, about) {
    try {
      return await queue.write(kind, data, about);
    } catch {
      const full = one("[data-full]");
      full.textContent = one("[data-queue]").dataset.full; // no room: the one thing that must be said aloud
      full.hidden = false;
      signal("look");
      return null;
    }
  }

  function press(id) {
    const guest = guestCalled(id);
    if (guest.state === "away") return act("in", [guest]);
    return present(id);
  }

  async function act(what, guests, at = null) {
    if (what === "in") {
      for (const guest of guests) if (!(await write("CheckIn", { person: guest.id }, words.didIn.replace("{s}", guest.name)))) return;
      desk.shown = (at ?? guests[0]).id;
      done("in", guests.map((guest) => guest.name).join(words.and));
    } else {
      const guest = guests;
      const arrivals = guest.arrivals.map((arrival) => arrival.id);
      const kind = what === "undo" ? "UndoCheckIn" : "MarkLeft";
      if (!(await write(kind, { arrivals }, words[what === "undo" ? "didUndo" : "didLeave"].replace("{s}", guest.name)))) return;
      desk.shown = guest.id;
      signal("undone");
      say(words[what === "undo" ? "didUndo" : "didLeave"].replace("{s}", guest.name));
      await reload();
    }
  }

  async function register(data) {
    if (!(await write("RegisterWalkIn", data, words.didWalkIn.replace("{s}", data.person.name)))) return;
    desk.shown = data.person.person;
    await done("in", data.person.name);
  }

  async function done(kind, names) {
    await reload();
    const guest = guestCalled(desk.shown);
    const first = guest?.first ? words.meets.replace("{n}", guest.first.round).replace("{s}", guest.first.other) + ` ${guest.first.table}` : "";
    signal(kind);
    say(`${words.didIn.replace("{s}", names)}. ${first}`);
    input.value = "";
    find();
    one("[data-card-place]").scrollIntoView({ block: "nearest" });
    input.focus({ preventScroll: true });
  }

  async function reload() {
    desk.entries = await queue.entries();
    show();
  }

  // -- hearing ---------------------------------------------------------------------------------------------------------

  function heard({ entries }) {
    for (const entry of entries) {
      const person = entry.data.person?.person ?? entry.data.person;
      if (!entry.note || desk.notes.get(entry.seq) === entry.note) continue;
      desk.notes.set(entry.seq, entry.note);
      desk.notes.set(desk.roster.said[person] ?? person, entry.note);
      desk.notes.set(person, entry.note);
      if (isFirst) continue;
      signal("look");
      say(entry.note);
    }
    desk.entries = entries;
    show();
    if (entries.some((entry) => entry.state === "saved")) plan();
  }

  async function ask() {
    desk.planned = 0;
    if (desk.asking) return plan();
    desk.asking = true;
    desk.asked = Date.now();
    const { roster, trouble = "" } = await freshRoster(words.roster, queue);
    desk.asking = false;
    if (roster) {
      desk.roster = roster;
      await reload();
    }
    queue.heard(trouble);
    if (!trouble) queue.drain();
  }

  function plan(wait = Math.max(0, desk.asked + AT_MOST_EVERY - Date.now()) + Math.random() * 400) {
    if (!desk.planned) desk.planned = setTimeout(ask, wait);
  }

  input.addEventListener("input", () => {
    const found = find();
    if (input.value && desk.shown) {
      desk.shown = ""; // the next one stands at the desk
      show();
    }
    say(input.value ? one("[data-find-count]").dataset.findCount.replace("{count}", found) : "", 600);
  });
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
    rows.first()?.focus();
  });
  document.addEventListener("scan:found", async ({ detail }) => {
    const guest = await badgeOf(detail.text, desk.guests);
    if (guest) return guest.state === "away" ? act("in", [guest]) : (signal("look"), present(guest.id));
    signal("look");
    say(words.unknownCode);
    return undefined;
  });
  one("[data-walk-in-open]").addEventListener("click", (event) => {
    event.preventDefault();
    walkIn.open(input.value);
  });
  document.addEventListener("live:changed", ({ detail }) => {
    const topics = topicsOf("everything reception signup programme floor");
    if ([...detail].some((topic) => topics.has(topic))) plan();
  });
  document.addEventListener("contact", ({ detail: isOnline }) => isOnline && plan());
  addEventListener("online", () => plan());
  setInterval(plan, AT_LEAST_EVERY);

  let isFirst = true;
  desk.shown = new URLSearchParams(location.search).get("person") ?? "";
  await queue.listen(heard);
  isFirst = false;
  await ask();
  door.dataset.ready = "";
}

open().catch((error) => {
  console.info("the page stays as the server made it:", error); // private browsing, an old browser: the forms still work
  import("../find_rows.js");
});
