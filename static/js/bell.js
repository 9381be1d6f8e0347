// What a gong is made of, free of the browser: which tones, how loud, how long. gong.js plays it.
//
// A struck bronze disc has no harmonic series: its partials lie at these ratios, the high ones die first, and the
// lowest ones come in pairs a hair apart, which makes the slow beating one knows a gong by.

const PARTIALS = [
  // [ratio to the lowest, loudness, seconds until silent]
  [1, 1, 6],
  [1.004, 0.7, 6],
  [1.47, 0.5, 4.5],
  [1.98, 0.45, 3.5],
  [2.44, 0.3, 2.5],
  [2.93, 0.22, 1.8],
  [4.12, 0.12, 1],
  [5.65, 0.07, 0.5],
];

/** The tones of one stroke: [{ frequency in Hz, gain in [0, 1], seconds }]; the gains sum to at most `loudness`. */
export function tonesOf({ lowest = 98, loudness = 0.8 } = {}) {
  const whole = PARTIALS.reduce((sum, [, loud]) => sum + loud, 0);
  return PARTIALS.map(([ratio, loud, seconds]) => ({
    frequency: lowest * ratio,
    gain: (loudness * loud) / whole,
    seconds,
  }));
}

/** How many strokes: two open and close the børstid, one is for everything else. */
export function strokesFor(kind) {
  return kind === "open" || kind === "close" ? 2 : 1;
}

/** Of the keys on the page, those that have not sounded. */
export function unheard(keys, heard) {
  return keys.filter((key) => key && !heard.has(key));
}
