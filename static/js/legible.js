// How a long list of names is shown so that everybody finds their own from ten metres: how large, in how many pages, how
// long each stands. Free of the page.
//
// Capitals are read with ease when they are a two-hundredth of the distance, and just so at a two-hundred-and-fiftieth:
// 5 and 4 cm at ten metres. They are seven tenths of the size of their letters. In hundredths of the picture's height:
//
//                                                       with ease   just so
//   television of 65 inches, 81 cm high                    8.8         7
//   picture of a projector, 2 m wide and 1.12 m high       6.3         5.1
//
// The page does not know what it hangs on, so it wants 7. Then a page has a dozen names, and four seconds are enough to
// look through them; smaller letters are more names, and take five. Nobody should wait for their own longer than the
// change between two rounds, a minute: so some 160 names to a screen, and with more several screens, each with a share of
// the alphabet (`?del=2av3`). A name that nobody can read comes by in vain: where there are too few screens it takes two
// minutes, in the same letters. With more than twice as many, letters become what a projector's picture is read in just
// so, and no smaller: then the names take the time that they take.

const LONGEST = 12; // seconds that a page stands
const AT_EASE = 5;
const SHORTEST = 4;
const SOON = 40; // seconds in which a list comes by, if that does not hurry anybody
const MINUTE = 60;
const READ_AFAR = 7; // vmin
export const SECONDS_FOR_NAMES = 6; // a line of five names, where no page of a list sets the pace

/**
 * What is tried, the first that fits is taken: `size` of letters in vmin, at most so many `pages`. Parties whose people
 * stand in the list themselves are left out before letters become small or anybody waits long.
 */
export const TRIES = [
  { size: 8.8, pages: 1 },
  { size: 7.8, pages: 1 },
  { size: READ_AFAR, pages: SOON / AT_EASE },
  { size: READ_AFAR, pages: (2 * MINUTE) / SHORTEST, isPeopleOnly: true },
  ...[6.3, 5.7].map((size) => ({ size, pages: (2 * MINUTE) / AT_EASE, isPeopleOnly: true })),
  { size: 5.1, pages: Infinity, isPeopleOnly: true },
];

/** Seconds for each of `pages` in letters of `size`; none when there is nothing to turn. */
export function secondsFor(pages, size) {
  if (pages < 2) return 0;
  const hurried = size < READ_AFAR ? AT_EASE : Math.min(AT_EASE, Math.max(SHORTEST, MINUTE / pages));
  return Math.min(LONGEST, Math.max(hurried, SOON / pages));
}
