// Names as people type them at a noisy door. Free of the page. The same spellings as borse/folding.py, on which the
// server's own search stands: å is aa is a, accents and capitals do not count.

const SPELLINGS = [
  ["aa", "a"],
  ["ø", "o"],
  ["oe", "o"],
  ["æ", "ae"],
  ["đ", "d"],
  ["ł", "l"],
];

/** "Anne-Marie Ødegård" → "annemarie odegard": small plain letters and digits, one space between words. */
export function folded(text) {
  let plain = text.toLowerCase().replaceAll("-", "").normalize("NFKD").replace(/\p{M}/gu, "");
  for (const [spelling, letter] of SPELLINGS) plain = plain.replaceAll(spelling, letter);
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** A question to many: whether each word of what was typed begins one of `words` (folded, as the server writes them). */
export function finding(typed) {
  const parts = folded(typed).split(" ");
  return (words) => {
    const known = words.split(" ");
    return parts.every((part) => known.some((word) => word.startsWith(part)));
  };
}

export const isFound = (typed, words) => finding(typed)(words);
