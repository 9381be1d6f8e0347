// When a page that follows the børs asks for itself again. Free of the page: times and chance are arguments.

/** "floor agreements" → its topics: what a page is about (data-live), and what a message of the stream names. */
export function topicsOf(words) {
  return new Set((words ?? "").split(/\s+/).filter(Boolean));
}

/** Whether news of `changed` is news to a page about `wanted`. The stream says "everything" to who was away too long. */
export function concerns(wanted, changed) {
  if (changed.has("everything") || wanted.has("everything")) return true;
  for (const topic of changed) if (wanted.has(topic)) return true;
  return false;
}

/**
 * The address of the stream for a page about `wanted`; `also` is what other modules on it must hear of. A telephone's
 * radio sleeps while news goes round that is none of its business. A page without topics of its own hears all.
 * `known` is the id of the newest event that it was written after, `heard` of the last that it heard of when it has listened
 * before, and was away.
 */
export function streamOf(url, wanted, also = [], { known = "", heard = "" } = {}) {
  const hearsAll = !wanted.size || wanted.has("everything");
  const asked = [hearsAll ? "" : `om=${[...wanted, ...also].join("+")}`, known && `kjent=${known}`, heard && `siden=${heard}`].filter(Boolean);
  return asked.length ? `${url}?${asked.join("&")}` : url;
}

/**
 * Milliseconds to wait before the page is fetched: at least `gap` since the last time, and a little chance, so that a
 * hall full of telephones does not ask in the same instant. `chance` is in [0, 1).
 */
export function waitBefore(now, lastFetch, { gap = 500, spread = 400, chance }) {
  return Math.max(0, lastFetch + gap - now) + Math.floor(chance * spread);
}

/** Milliseconds until the stream is tried again after `failures` in a row: 1 s, 2 s, 4 s … at most half a minute. */
export function waitToReconnect(failures, chance) {
  const longest = Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
  return Math.floor(longest * (0.5 + chance / 2));
}
