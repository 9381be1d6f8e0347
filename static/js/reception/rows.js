// <ul class="guests" data-rows> and <template data-row>: one button per guest. A row is changed only where its guest has
// changed, and while one types rows are hidden, not made anew: six hundred of them follow every key.

import { finding } from "../find.js";

const timeOf = new Intl.DateTimeFormat("nb-NO", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });
export const clockTime = (at) => timeOf.format(at).replace(".", ":");

export function rowsIn(list, template, words, icons, press) {
  const rows = new Map();

  function make(guest) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("button").addEventListener("click", () => press(guest.id));
    return row;
  }

  function fill(row, guest) {
    const button = row.querySelector("button");
    button.dataset.state = guest.isKeptHere ? `${guest.state}-kept` : guest.state;
    row.querySelector(".guest-name").textContent = guest.name;
    const code = Object.assign(document.createElement("span"), { className: "code", textContent: guest.code });
    row.querySelector(".guest-party").replaceChildren(guest.parties.map((party) => party.name).join(", "), ...(guest.code ? [" · ", code] : []));
    const sign = { away: [], here: [icons(guest.isKeptHere ? "download" : "check")], left: [icons("back")] }[guest.state];
    row.querySelector(".guest-do").replaceChildren(...sign, words[guest.state].replace("{s}", clockTime(guest.at)));
    if (guest.isKeptHere && guest.state === "away") row.querySelector(".guest-do").prepend(icons("download"));
  }

  /** `guests` in the order of the list. */
  function show(guests) {
    const gone = new Set(rows.keys());
    guests.forEach((guest, place) => {
      gone.delete(guest.id);
      const looks = JSON.stringify([guest.name, guest.code, guest.parties, guest.state, guest.at, guest.isKeptHere]);
      let known = rows.get(guest.id);
      if (!known) rows.set(guest.id, (known = { row: make(guest), looks: "" }));
      if (known.looks !== looks) fill(known.row, guest);
      Object.assign(known, { looks, find: guest.find });
      if (list.children[place] !== known.row) list.insertBefore(known.row, list.children[place] ?? null);
    });
    for (const id of gone) {
      rows.get(id).row.remove();
      rows.delete(id);
    }
  }

  /** Show those who are found; how many. */
  function find(typed) {
    const isFound = finding(typed);
    let found = 0;
    for (const { row, find: known } of rows.values()) {
      const isShown = isFound(known);
      if (row.hidden === isShown) row.hidden = !isShown;
      found += isShown;
    }
    return found;
  }

  return { show, find, first: () => list.querySelector("li:not([hidden]) button") };
}
