// <div data-card-place> and <template data-card>: the guest who stands at the desk, as large as a hand. What it says and
// which buttons it has follow from the guest; what the buttons do is the door's.

import { isInContact } from "../contact.js";
import { hallNow } from "../hall_time.js";
import { queueOf } from "../offline/queue.js";
import { afterwardsAt } from "./evening.js";
import { clockTime } from "./rows.js";
import { companionsOf } from "./presence.js";

const TAP = 300; // milliseconds until a lifted finger's tap is heard

/** Where a guest goes first, in words; "" when there is nowhere to go. */
export function whereTo({ first }, words) {
  return first ? `${words.meets.replace("{n}", first.round).replace("{s}", first.other)} ${first.table}` : "";
}

const canBePlaced = (guest, roster) => roster.isPublished && !afterwardsAt(roster.evening, hallNow()) && !guest.first && !guest.past;

export function cardIn(place, template, words, icons, { checkIn, undo, leave }) {
  let shown = "";
  let told = null; // what `show` was told last
  let trouble = ""; // what the queue ran into last
  let isPressed = false; // by a finger: a button that is made anew under it loses the tap

  /** The server's own pages know the guest, and it answers: the Wi-Fi of a laptop that is gone may well be up. */
  const isAtTheServer = (guest) => guest.isOnFile && guest.state === "here" && isInContact() && !trouble;

  function button(text, icon, variant, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button" });
    if (variant) made.dataset.variant = variant;
    made.append(icons(icon), text);
    made.addEventListener("click", press);
    return made;
  }

  function* buttons(guest, guests, roster) {
    if (guest.state === "here") {
      yield button(words.undo, "cross", "secondary", () => undo(guest));
      yield button(words.leave, "back", "secondary", () => leave(guest));
    } else {
      yield button(guest.state === "left" ? words.inAgain : words.checkIn, "check", "", () => checkIn([guest]));
    }
    for (const { party, people } of companionsOf(guest, guests)) {
      const names = people.map((one) => one.name).join(words.and);
      const text = people.length < 3 ? words.inToo.replace("{s}", names) : words.inAll.replace("{n}", people.length).replace("{s}", party);
      yield button(text, "people", "secondary", () => checkIn(people, guest));
    }
    if (isAtTheServer(guest)) {
      if (canBePlaced(guest, roster)) yield link(words.place, words.placeText, "plus", guest);
      yield link(words.print, words.printText, "print", guest);
    }
  }

  /** What happens next for somebody who has no meeting to go to. */
  function instead(guest, roster) {
    const afterwards = afterwardsAt(roster.evening, hallNow());
    if (afterwards) return words[`after${afterwards}`];
    if (guest.past) return words.past.replace("{n}", guest.past);
    if (!roster.isPublished) return words.noProgramme;
    return isAtTheServer(guest) ? words.placeInstead : words.noMeeting;
  }

  function link(address, text, icon, guest) {
    const made = Object.assign(document.createElement("a"), { className: "ds-button", href: address.replace("{s}", guest.id) });
    made.dataset.variant = "secondary";
    made.append(icons(icon), text);
    return made;
  }

  function first(guest, roster) {
    const meeting = guest.first;
    if (meeting) {
      const line = Object.assign(document.createElement("p"), { className: "welcome-where" });
      const table = Object.assign(document.createElement("b"), { textContent: meeting.table });
      const own = guest.parties.length > 1 ? words.for.replace("{s}", meeting.own) : "";
      line.append(words.meets.replace("{n}", meeting.round).replace("{s}", meeting.other), " ", table, own && `, ${own}`);
      return line;
    }
    return Object.assign(document.createElement("p"), { textContent: instead(guest, roster) });
  }

  /** Somebody of the same party who was checked in with one press: each has a table of their own to go to. */
  function besides(guest, roster) {
    const line = document.createElement("li");
    const name = Object.assign(document.createElement("b"), { textContent: guest.name });
    line.append(name, `: ${whereTo(guest, words) || instead(guest, roster)}`);
    return line;
  }

  function show(guest, guests, roster, note, together) {
    told = [guest, guests, roster, note, together];
    if (isPressed) return;
    const looks = guest && JSON.stringify([guest, note, together, companionsOf(guest, guests).map(({ people }) => people.length), isAtTheServer(guest), instead(guest, roster)]);
    if (looks === shown) return;
    shown = looks;
    if (!guest) return place.replaceChildren();
    const focused = place.contains(document.activeElement) ? document.activeElement.textContent : "";
    const card = template.content.firstElementChild.cloneNode(true);
    const set = (part, text) => Object.assign(card.querySelector(part), { textContent: text, hidden: !text });
    card.dataset.state = guest.state;
    card.dataset.kept = guest.isKeptHere ? "here" : "there";
    card.querySelector(".welcome-sign").replaceChildren(icons(guest.state === "here" ? "check" : "person"));
    set(".welcome-state", words[`says${guest.state}`].replace("{s}", clockTime(guest.at)));
    set(".welcome-name", guest.name);
    set("[data-who]", [guest.parties.map((party) => party.name).join(", "), guest.code].filter(Boolean).join(" · "));
    card.querySelector("[data-step-free]").hidden = !guest.stepFree;
    card.querySelector("[data-first]").replaceChildren(first(guest, roster));
    card.querySelector("[data-together]").replaceChildren(
      ...together.filter(({ state }) => state === "here").map((one) => besides(one, roster)),
    );
    card.querySelector("[data-kept-here]").hidden = !guest.isKeptHere;
    card.querySelector("[data-kept-there]").hidden = guest.isKeptHere || guest.state === "away";
    set("[data-note]", [...new Set([note, ...guest.notes].filter(Boolean))].join(" "));
    card.querySelector(".welcome-actions").replaceChildren(...buttons(guest, guests, roster));
    place.replaceChildren(card);
    if (focused) {
      const same = [...card.querySelectorAll("button, a")].find((one) => one.textContent === focused);
      (same ?? card).focus({ preventScroll: true });
    }
  }

  const again = () => told && show(...told);

  function lifted() {
    isPressed = false;
    again();
  }

  place.addEventListener("pointerdown", ({ button: which }) => (isPressed = which === 0));
  // The tap is heard first: a link that is taken away under it leads nowhere.
  place.addEventListener("click", () => ((isPressed = false), setTimeout(again)), { capture: true });
  for (const up of ["pointerup", "pointercancel"]) document.addEventListener(up, () => isPressed && setTimeout(lifted, TAP));

  document.addEventListener("contact", again);
  queueOf(words.base).then((queue) =>
    queue.listen((now) => {
      trouble = now.trouble;
      again();
    }),
  );

  return { show };
}
