// What a device has not sent, as a file that a person can read and keep: when the device will not be let in again, or finds
// no server. The organiser loads it (borse/tablets/unsent.py, where its format stands).

/**
 * Free of the page. `ageOf` says how many seconds ago an entry was written; `now` is the present by the server's clock where
 * `clock` is "server", else by the device's.
 */
export function asText(entries, { base, now, clock, ageOf }) {
  const unsent = entries.filter((entry) => entry.state !== "saved");
  const rows = unsent.map((entry) => {
    const { id, kind, about, by = "", state, sentence, data } = entry;
    const written = new Date(now - ageOf(entry) * 1000).toISOString();
    return { what: about, by, written, state, ...(sentence ? { sentence } : {}), id, kind, data };
  });
  const file = { exchange: base.replaceAll("/", ""), saved: new Date(now).toISOString(), clock, entries: rows };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Hand `text` to the browser as a file. Its name says when, so that two tablets' files are two. */
export function save(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
  const link = Object.assign(document.createElement("a"), { href: address, download: `ikke-sendt-${at}.json` });
  link.click();
  URL.revokeObjectURL(address);
}
