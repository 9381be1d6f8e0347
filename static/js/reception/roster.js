// The list of those who are expected, kept on this device for the time without a net. It holds names, so it goes when it
// is not needed: when the server says that this tablet is let in no longer, or when the børs is over.

import { wipe } from "../offline/wipe.js";

const NAME = "guests";
const EMPTY = { guests: [], parties: [], said: {}, waiting: 0, isPublished: false, roundsAreOver: false };
const GIVE_UP = 10_000;

/** What is kept, or nobody. Whether the time is up is reckoned from when it came, so the device's clock may be wrong. */
export async function keptRoster(store) {
  const kept = await store.kept(NAME);
  if (!kept) return { ...EMPTY, isMissing: true };
  if (Date.now() - kept.fetched > kept.value.keepMilliseconds) {
    await store.forget(NAME);
    return { ...EMPTY, isMissing: true };
  }
  return { ...kept.value, fetched: kept.fetched };
}

/**
 * Ask the server. Returns { roster } when there is a new one, { trouble } when not; saved entries that the new one knows
 * of are removed from `queue`.
 */
export async function freshRoster(address, queue) {
  const settledBy = Date.now();
  const before = await queue.entries();
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(GIVE_UP) });
    if (answer.ok) {
      const roster = await answer.json();
      await queue.store.keep(NAME, roster).catch(() => {}); // no room for it: it is new, all the same
      const known = before.filter((entry) => entry.state === "saved" && entry.settled <= settledBy);
      if (known.length) await queue.remove(known.map((entry) => entry.seq));
      return { roster: { ...roster, fetched: Date.now() } };
    }
  } catch {
    return { trouble: "offline" };
  }
  // Only the børs itself can send a tablet away: a gateway of the Wi-Fi says 403, too, but not in JSON.
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isOurs || ![401, 403, 404].includes(answer.status)) return { trouble: "busy" };
  await wipe(queue.base, queue.store);
  return { roster: { ...EMPTY, isMissing: true }, trouble: "out" };
}
