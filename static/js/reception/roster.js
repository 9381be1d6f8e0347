// The list of those who are expected, kept on this device for the time without a net. It holds names, so it goes when it
// is not needed: when the server says that this tablet is let in no longer, or when the børs is over.

import { clock, heard, suggest } from "../hall_time.js";
import { wipe } from "../offline/wipe.js";

const NAME = "guests";
const EMPTY = { guests: [], parties: [], said: {}, waiting: 0, isPublished: false, evening: null };
const GIVE_UP = 10_000;

/** What is kept, or nobody. Whether the time is up is reckoned from when it came, so the device's clock may be wrong. */
export async function keptRoster(store) {
  suggest(Date.now()); // for as long as this device has heard nothing of the hall's time
  const kept = await store.kept(NAME);
  if (!kept) return { ...EMPTY, isMissing: true };
  if (Date.now() - kept.fetched > kept.value.keepMilliseconds) {
    await store.forget(NAME);
    return { ...EMPTY, isMissing: true };
  }
  return { ...kept.value, fetched: kept.fetched };
}

/**
 * Ask the server, which says nothing but "the same" when it has nothing newer than `had`. Returns { roster } when there is
 * a new one, { trouble } when there was no answer; saved entries that the server's list knows of are removed from `queue`.
 */
export async function freshRoster(address, queue, had) {
  const settledBy = Date.now();
  const before = await queue.entries();
  const asked = clock();
  let answer;
  try {
    const headers = { Accept: "application/json", ...(had.tag && { "If-None-Match": had.tag }) };
    answer = await fetch(address, { cache: "no-store", headers, signal: AbortSignal.timeout(GIVE_UP) });
    const isTheSame = answer.status === 304;
    if (answer.ok || isTheSame) {
      heard(Number(answer.headers.get("Now-Milliseconds")), asked, clock());
      const roster = isTheSame ? null : await keptFrom(answer, queue.store);
      const known = before.filter((entry) => entry.state === "saved" && entry.settled <= settledBy);
      if (known.length) await queue.remove(known.map((entry) => entry.seq));
      return { roster };
    }
  } catch {
    return { trouble: "offline" };
  }
  // Only the børs itself can send a tablet away: a gateway of the Wi-Fi says 403, too, but not in JSON.
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isOurs || ![401, 403, 404].includes(answer.status)) return { trouble: "busy" };
  await wipe(queue.base, queue.store);
  await import("../shut_out.js").then(({ heard }) => heard(answer), () => null);
  return { roster: { ...EMPTY, isMissing: true }, trouble: "out" };
}

/** How long it may be kept goes beside the list, in a header, so that the list is the same for all who ask. */
async function keptFrom(answer, store) {
  const roster = { ...(await answer.json()), keepMilliseconds: Number(answer.headers.get("Keep-Milliseconds")) };
  const tag = answer.headers.get("ETag");
  // No room for it: it is new, all the same. Without its tag the next answer is the whole list again, and kept if it can be.
  const isKept = await store.keep(NAME, { ...roster, tag }).then(() => true, () => false);
  return { ...roster, tag: isKept ? tag : "", fetched: Date.now() };
}
