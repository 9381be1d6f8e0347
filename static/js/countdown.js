// <time data-ends-at="2026-03-12T17:06:00+00:00" data-now="2026-03-12T17:00:12+00:00">5:48</time>
//
// Counts down by the server's clock: data-now is what it showed when it wrote the page, so a tablet whose clock is wrong
// shows the right time, and goes on when the net is gone. It ticks silently: a timer is not read out each second.

import { asClock, offsetOf, phaseOf, secondsLeft } from "./time_left.js";

const offsets = new WeakMap(); // each element, because each may have come with a newer page

function offsetFor(clock) {
  const said = clock.dataset.now;
  const known = offsets.get(clock);
  if (known?.said === said) return known.offset;
  const offset = said ? offsetOf(Date.parse(said), Date.now()) : 0;
  offsets.set(clock, { said, offset });
  return offset;
}

function tick() {
  for (const clock of document.querySelectorAll("time[data-ends-at]")) {
    const left = secondsLeft(Date.parse(clock.dataset.endsAt), Date.now(), offsetFor(clock));
    const text = asClock(left);
    if (clock.textContent !== text) clock.textContent = text;
    if (clock.dataset.phase !== phaseOf(left)) clock.dataset.phase = phaseOf(left);
  }
}

export function start() {
  tick();
  setInterval(tick, 250);
  document.addEventListener("live:swapped", tick);
}
