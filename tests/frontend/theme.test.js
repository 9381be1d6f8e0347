// Every pair of colours that carries text, or by which a field or a state is seen, in both schemes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { contrast } from "./colour.js";

const css = readFileSync(new URL("../../static/css/theme.css", import.meta.url), "utf8");
const COLOURS = ["neutral", "accent", "brand1", "brand2", "info", "success", "warning", "danger"];

/** The numbers of the variables --{prefix}-… in the first rule after `start`: of each its only one, or its `nth`. */
function table(prefix, start, nth = 0) {
  const rule = css.slice(css.indexOf(start)).split("}", 1)[0];
  return Object.fromEntries(
    [...rule.matchAll(new RegExp(`--${prefix}-([\\w-]+): ([^;]+);`, "g"))].map(([, name, value]) => [
      name,
      Number(value.match(/[\d.]+/g)[nth]),
    ]),
  );
}

const LADDERS = {
  "by day": table("light", "/* How light each role is", 0),
  "by night": table("light", "/* How light each role is", 1),
};
const share = table("share", "/* How much of the colour");
const hue = table("hue", "/* How much of the colour");
const chroma = table("chroma", "/* How much of the colour");

const shown = (ladder, colour, role) => [ladder[role] / 100, share[role] * chroma[colour], hue[colour]];

/** [what stands in front, in which colour or in its own, on what, in which colour, at least] */
const PAIRS = [
  ["text-default", null, "background-default", "neutral", 4.5],
  ["text-default", null, "surface-default", "neutral", 4.5],
  ["text-default", null, "surface-tinted", null, 4.5],
  ["text-default", null, "surface-active", null, 4.5],
  ["text-subtle", null, "background-default", "neutral", 4.5],
  ["text-subtle", null, "surface-default", "neutral", 4.5],
  ["text-subtle", null, "surface-tinted", null, 4.5],
  ["text-subtle", "neutral", "surface-tinted", null, 4.5],
  ["base-contrast-default", null, "base-default", null, 4.5],
  ["base-contrast-default", null, "base-hover", null, 4.5],
  ["base-contrast-default", null, "base-active", null, 4.5],
  ["border-default", null, "background-default", "neutral", 3],
  ["border-default", null, "surface-default", "neutral", 3],
  ["border-strong", null, "surface-default", "neutral", 3],
  ["base-default", null, "background-default", "neutral", 3],
  ["base-default", null, "surface-default", "neutral", 3],
];

test("the tables were found", () => {
  assert.equal(Object.keys(share).length, 16);
  for (const [name, ladder] of Object.entries(LADDERS)) assert.deepEqual(Object.keys(ladder), Object.keys(share), name);
  assert.deepEqual(Object.keys(hue), COLOURS);
  assert.deepEqual(Object.keys(chroma), COLOURS);
});

test("it is day or night, never both", () => {
  const said = [...css.matchAll(/--day: (\d);\s+--night: (\d);/g)].map(([, day, night]) => Number(day) + Number(night));
  assert.deepEqual(said, [1, 1, 1]);
});

for (const [scheme, ladder] of Object.entries(LADDERS)) {
  test(`what is written can be read ${scheme}`, () => {
    for (const colour of COLOURS) {
      for (const [front, frontColour, back, backColour, least] of PAIRS) {
        const reached = contrast(shown(ladder, frontColour ?? colour, front), shown(ladder, backColour ?? colour, back));
        assert.ok(reached >= least, `${colour}: ${front} on ${back} reaches ${reached.toFixed(2)}, not ${least}`);
      }
    }
  });
}

test("the reckoning itself: white on black is 21, a colour on itself is 1", () => {
  assert.equal(contrast([1, 0, 0], [0, 0, 0]).toFixed(2), "21.00");
  assert.equal(contrast([0.5, 0.1, 40], [0.5, 0.1, 40]), 1);
  // #767676 is the lightest grey that may be written on white.
  assert.ok(Math.abs(contrast([0.5676, 0, 0], [1, 0, 0]) - 4.54) < 0.05);
});
