// Which codes before a camera are news, free of the browser. A camera sees the same badge twenty times a second; held up
// once it counts once. Taken away for a while and held up again it is news again.

/** @param {number} forgetAfter how long a code must have been out of sight to be news again, in milliseconds */
export function seenCodes(forgetAfter = 2500) {
  const lastSeen = new Map();
  /** Of the texts that are in sight at `now` (milliseconds), those that are news. */
  return function news(texts, now) {
    const fresh = [...new Set(texts)].filter((text) => !(now - lastSeen.get(text) < forgetAfter));
    for (const text of texts) lastSeen.set(text, now);
    return fresh;
  };
}
