// How far the hall's clock is ahead of this device's, free of the browser. Milliseconds.
//
// The server says its time in an answer: somewhere between the question (asked) and the answer (heard). Its middle is
// wrong by half of the way there and back at most (Cristian 1989, "Probabilistic clock synchronization"); the quickest
// of several answers is the best one.

// Two clocks of quartz drift apart by this much at most, per millisecond.
const DRIFT = 0.0001;

/** { offset, error, at } from what the server said, and when by the device's clock it was asked and heard. */
export function sampleOf(said, asked, heard) {
  return { offset: said - (asked + heard) / 2, error: (heard - asked) / 2, at: heard };
}

/** The better of what is known and what was heard just now: what is known grows worse with time. */
export function better(known, heard) {
  if (!known) return heard;
  const error = known.error + DRIFT * (heard.at - known.at);
  return heard.error <= error ? heard : known;
}
