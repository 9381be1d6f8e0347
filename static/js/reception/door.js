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

import { isInContact } from "../contact.js";
import { hallNow } from "../hall_time.js";
import { queueOf } from "../offline/queue.js";
import { cardIn, whereTo } from "./card.js";
import { whenDue } from "./due.js";
import { isPast } from "./evening.js";
import { notedIn } from "./noted.js";
import { guestsNow } from "./presence.js";
import { freshRoster, keptRoster } from "./roster.js";
import { rowsIn } from "./rows.js";
import { badgeOf } from "./scanned.js";
import { searchIn } from "./search.js";
import { signal } from "./signal.js";
import { formIn } from "./walk_in_form.js";

const door = document.querySelector("[data-door]");
const words = door.dataset;
const one = (selector) => document.querySelector(selector);
const icons = (name) => one("[data-icons]").content.querySelector(`[data-icon=${name}]`).firstElementChild.cloneNode(true);
const byName = new Intl.Collator("nb").compare;

const desk = { roster: null, entries: [], trouble: "", guests: [], shown: "", together: [], notes: new Map() };

async function open() {
  const queue = await queueOf(words.base);
  desk.roster = await keptRoster(queue.store);
  const area = one("#guests");
  const list = Object.assign(document.createElement("ul"), { className: "guests" });
  const rows = rowsIn(list, one("[data-row]"), words, icons, (id) => press(id));
  const card = cardIn(one("[data-card-place]"), one("[data-card]"), words, icons, { checkIn, undo, leave });
  const none = area.querySelector("[data-find-none]");
  const search = searchIn(one("[data-find]"), one("[data-find-count]"), none, rows, nextStandsHere);
  const walkIn = formIn(one("[data-walk-in]"), () => desk.roster.parties, register);
  const noted = notedIn(one("[data-noted]"), words, present);
  const due = whenDue(fetchRoster, "everything reception signup programme floor", queueIs);

  // -- showing ---------------------------------------------------------------------------------------------------------

  function show() {
    desk.guests = guestsNow(desk.roster, desk.entries).sort((a, b) => byName(a.name, b.name));
    // A list of before a round was over names a table that nobody sits at any more.
    for (const guest of desk.guests) {
      if (guest.first && isPast(desk.roster.evening, guest.first.round, hallNow())) [guest.past, guest.first] = [guest.first.round, null];
    }
    if (desk.roster.isMissing && !desk.guests.length) return; // the page as the server made it is better than nothing
    if (!list.isConnected) {
      area.replaceChildren(list, none);
      door.dataset.open = "";
    }
    rows.show(desk.guests);
    search.find();
    showCard();
    const arrived = desk.guests.filter(({ state }) => state !== "away").length;
    one("[data-arrived]").textContent = arrived;
    one("[data-expected]").textContent = desk.guests.length;
    noted.show(desk.guests, desk.roster.waiting);
  }

  function showCard() {
    const guest = guestCalled(desk.shown);
    card.show(guest, desk.guests, desk.roster, desk.notes.get(guest?.id), desk.together.map(guestCalled).filter(Boolean));
  }

  const guestCalled = (id) => desk.guests.find((guest) => guest.id === id || desk.roster.said[id] === guest.id);

  /** Whose card is to be shown, and who came in the same press. */
  function stands(id, together = []) {
    Object.assign(desk, { shown: id, together });
  }

  function present(id) {
    stands(id);
    show();
    one("[data-card-place]").scrollIntoView({ block: "nearest" });
  }

  function nextStandsHere() {
    if (!desk.shown) return;
    stands("");
    showCard(); // a key is on its way: the six hundred are as they were
  }

  // -- doing -----------------------------------------------------------------------------------------------------------

  async function write(kind, data, about) {
    const noRoom = one("[data-no-room]");
    try {
      const written = await queue.write(kind, data, about);
      noRoom.hidden = true;
      return written;
    } catch {
      noRoom.textContent = one("[data-queue]").dataset.full; // the one thing that must be said aloud
      noRoom.hidden = false;
      signal("look");
      return null;
    }
  }

  function press(id) {
    const guest = guestCalled(id);
    if (guest.state === "away") return checkIn([guest]);
    return present(id);
  }

  /** All of `guests` are here; the card stays with `at`. */
  async function checkIn(guests, at = guests[0]) {
    for (const guest of guests) if (!(await write("CheckIn", { person: guest.id }, words.didIn.replace("{s}", guest.name)))) return;
    await welcome(at.id, guests.map(({ id }) => id));
  }

  async function register(data) {
    if (!(await write("RegisterWalkIn", data, words.didWalkIn.replace("{s}", data.person.name)))) return;
    await welcome(data.person.person, [data.person.person]);
  }

  async function welcome(id, arrived) {
    stands(id, arrived.filter((one) => one !== id));
    search.clear(); // before the card is there, and the next name is typed
    await reload();
    signal("in");
    const said = arrived.map(guestCalled).filter(Boolean);
    search.say(said.map((guest) => `${words.didIn.replace("{s}", guest.name)}. ${whereTo(guest, words)}`).join(". "));
    one("[data-card-place]").scrollIntoView({ block: "nearest" });
  }

  function undo(guest) {
    return takeBack("UndoCheckIn", guest, words.didUndo.replace("{s}", guest.name));
  }

  function leave(guest) {
    return takeBack("MarkLeft", guest, words.didLeave.replace("{s}", guest.name));
  }

  async function takeBack(kind, guest, about) {
    if (!(await write(kind, { arrivals: guest.arrivals.map((arrival) => arrival.id) }, about))) return;
    stands(guest.id);
    signal("undone");
    search.say(about);
    await reload();
  }

  async function reload() {
    desk.entries = await queue.entries();
    show();
  }

  // -- hearing ---------------------------------------------------------------------------------------------------------

  function queueIs() {
    if (isInContact() && desk.entries.some((entry) => entry.state === "waiting")) return "sending";
    return desk.trouble ? "away" : "";
  }

  function heard({ entries, trouble }) {
    for (const entry of entries) {
      const person = entry.data.person?.person ?? entry.data.person;
      if (!entry.note || desk.notes.get(entry.seq) === entry.note) continue;
      desk.notes.set(entry.seq, entry.note);
      desk.notes.set(desk.roster.said[person] ?? person, entry.note);
      desk.notes.set(person, entry.note);
      if (isFirst) continue;
      signal("look");
      search.say(entry.note);
    }
    Object.assign(desk, { entries, trouble });
    show();
    if (entries.some((entry) => entry.state === "saved")) due.soon();
  }

  async function fetchRoster() {
    const { roster, trouble = "" } = await freshRoster(words.roster, queue, desk.roster);
    if (roster) {
      desk.roster = roster;
      await reload();
    }
    queue.heard(trouble);
    if (!trouble) queue.drain();
  }

  document.addEventListener("scan:found", async ({ detail }) => {
    const guest = await badgeOf(detail.text, desk.guests);
    if (guest?.state === "away") return checkIn([guest]);
    if (guest) present(guest.id);
    else search.say(words.unknownCode);
    signal("look");
    return undefined;
  });
  one("[data-walk-in-open]").addEventListener("click", (event) => {
    event.preventDefault();
    walkIn.open(search.typed());
  });

  let isFirst = true;
  stands(new URLSearchParams(location.search).get("person") ?? "");
  await queue.listen(heard);
  isFirst = false;
  door.dataset.liveOwn = "";
  await due.now();
  door.dataset.ready = "";
}

open().catch((error) => {
  console.info("the page stays as the server made it:", error); // private browsing, an old browser: the forms still work
  import("../find_rows.js");
});
