// The address of what a reader asks of the board. Free of the page.

/** The form's fields as the end of an address, empty ones left out: [["slag", ""], ["sok", "bil"]] → "?sok=bil". */
export function queryOf(fields) {
  const said = [...fields].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  return said.length ? `?${new URLSearchParams(said)}` : "";
}
