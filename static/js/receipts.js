// <section data-receipts data-here="Lagret her. Får nummer når nettet er tilbake." data-steps="Lagret her. Sendes …" data-saved="Lagret." data-see="Se avtalen" hidden>
//   <ul></ul>
// </section>
//
// What was registered here and could not be sent at once: saved here, and then the number when the net is back.

const NUMBERED = new Set(["RegisterAgreement", "CorrectAgreement", "KnockThrough"]);
const OURS = new Set([...NUMBERED, "ApproveAgreement", "SendBack", "WithdrawAgreement"]);
const SHOWN_FOR = 30 * 60_000; // milliseconds: long enough to read a number to somebody who waits for it

export function showReceipts(section, queue, base) {
  queue.listen(({ entries }) => {
    const ours = entries.filter((entry) => OURS.has(entry.kind));
    const old = ours.filter((entry) => entry.state === "saved" && Date.now() - entry.settled > SHOWN_FOR);
    if (old.length) queue.remove(old.map((entry) => entry.seq));
    const shown = ours.filter((entry) => entry.state !== "refused" && !old.includes(entry));
    section.hidden = shown.length === 0;
    section.querySelector("ul").replaceChildren(...shown.reverse().map((entry) => line(entry, section.dataset, base)));
  });
}

function line(entry, words, base) {
  const row = document.createElement("li");
  const about = document.createElement("b");
  about.textContent = entry.about;
  row.dataset.state = entry.state;
  row.append(about, " ", entry.state === "waiting" ? (NUMBERED.has(entry.kind) ? words.here : words.steps) : entry.sentence || words.saved);
  if (entry.state === "saved") {
    const see = document.createElement("a");
    see.className = "ds-link";
    see.href = `${base}/avtale/${entry.data.agreement}`;
    see.textContent = words.see;
    row.append(" ", see);
  }
  return row;
}
