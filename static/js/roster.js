// What the agreement's form looks up (borse/notary/roster.py), from the server or else as this device kept it.

const NAME = "agreements"; // not the reception's roster: a device may be at both desks
const NOBODY = { parties: [], meetings: [], agreements: [] };

/** `queue` is this device's (offline/queue.js): it keeps the roster, and is told when there is no net. */
export async function rosterOf(address, queue) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) {
      const roster = await answer.json();
      await queue.store.keep(NAME, roster).catch(() => {}); // no room for it: it is new, all the same
      return roster;
    }
  } catch {
    queue.heard("offline");
  }
  return (await queue.store.kept(NAME))?.value ?? NOBODY;
}
