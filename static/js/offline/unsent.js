// What a device has not sent, as a file that a person can read and keep: when the device will not be let in again.

/** Free of the page. Moments are by this device's clock. */
export function asText(entries) {
  const unsent = entries.filter((entry) => entry.state !== "saved");
  const rows = unsent.map(({ id, kind, about, written, state, sentence, data }) => ({
    what: about, written: new Date(written).toISOString(), state, ...(sentence ? { sentence } : {}), id, kind, data,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

export function save(entries) {
  const address = URL.createObjectURL(new Blob([asText(entries)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: "ikke-sendt.json" });
  link.click();
  URL.revokeObjectURL(address);
}
