// How long each page of a long list stands on the wall. Free of the page.

const LONGEST = 12;
const SHORTEST = 5; // one must have time to find a name
const ROUND_TRIP = 40; // the change between two rounds is a minute: the whole list comes by within it

/** Seconds for each of `pages`; none when there is nothing to turn. */
export function secondsFor(pages) {
  if (pages < 2) return 0;
  return Math.min(LONGEST, Math.max(SHORTEST, Math.floor(ROUND_TRIP / pages)));
}
