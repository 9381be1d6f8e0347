// <details data-noted hidden> <span data-noted-count></span> <ul></ul> </details>: what somebody at the desk should look at.
// A note about a guest is a button that shows them; the last line counts what waits for something else to come.

export function notedIn(box, words, present) {
  function line([text, guest]) {
    const row = document.createElement("li");
    if (!guest) row.textContent = text;
    else {
      const link = Object.assign(document.createElement("button"), { type: "button", className: "noted-link", textContent: text });
      link.addEventListener("click", () => present(guest.id));
      row.append(link);
    }
    return row;
  }

  function show(guests, waiting) {
    const noted = guests.flatMap((guest) => guest.notes.map((note) => [note, guest]));
    if (waiting) noted.push([words.waiting.replace("{n}", waiting), null]);
    box.hidden = noted.length === 0;
    const looks = JSON.stringify(noted.map(([text]) => text));
    if (box.dataset.shown === looks) return;
    box.dataset.shown = looks;
    box.querySelector("[data-noted-count]").textContent = (noted.length === 1 ? words.noteOne : words.noteMany).replace("{n}", noted.length);
    box.querySelector("ul").replaceChildren(...noted.map(line));
  }

  return { show };
}
