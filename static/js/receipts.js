// <section data-receipts="SendBack KnockThrough" data-numbered="KnockThrough" data-number="Lagret her. Får nummer …"
//   data-here="Lagret her. Sendes når nettet er tilbake." data-saved="Lagret hos børsen." data-see="Se avtalen" hidden>
//   <ul></ul>
// </section>
//
// What was written here and could not be sent at once: saved here, and then the number when the net is back.

const SHOWN_FOR = 30 * 60_000; // milliseconds: long enough to read a number to somebody who waits for it

export function showReceipts(section, queue, base) {
  const kinds = section.dataset.receipts.split(" ");
  queue.listen(({ entries }) => {
    const ours = entries.filter((entry) => kinds.includes(entry.kind));
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
  const here = words.numbered.split(" ").includes(entry.kind) ? words.number : words.here;
  row.append(about, " ", entry.state === "waiting" ? here : entry.sentence || words.saved);
  if (entry.state === "saved" && entry.data.agreement) {
    const see = document.createElement("a");
    see.className = "ds-link";
    see.href = `${base}/avtale/${entry.data.agreement}`;
    see.textContent = words.see;
    row.append(" ", see);
  }
  return row;
}
