// <button type="button" class="ds-button" data-gong-button hidden>Slå på lyd</button>
// <… data-gong="round-3" [data-gong-kind="open"]>
//
// An element in sight with a new data-gong key sounds the gong once. Browsers let a page sound only after somebody has pressed
// something on it, so the button shows itself until the sound is on. What stood on the page when it was opened is not
// news and stays silent.

import { strokesFor, tonesOf, unheard } from "./bell.js";

const BETWEEN_STROKES = 1.6; // seconds
const heard = new Set();
let sound = null;

function strike(at) {
  for (const { frequency, gain, seconds } of tonesOf()) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(gain, at + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + seconds);
  }
}

function ring(kind) {
  if (sound?.state !== "running") return;
  for (let stroke = 0; stroke < strokesFor(kind); stroke += 1) strike(sound.currentTime + stroke * BETWEEN_STROKES);
}

function listen(isFirst) {
  const elements = [...document.querySelectorAll("[data-gong]")].filter((element) => !element.closest("[hidden]"));
  const news = unheard(elements.map((element) => element.dataset.gong), heard);
  for (const key of news) heard.add(key);
  if (!isFirst && news.length) ring(elements.find((element) => element.dataset.gong === news.at(-1))?.dataset.gongKind);
}

function showButtons() {
  for (const button of document.querySelectorAll("[data-gong-button]")) button.hidden = sound?.state === "running";
}

async function turnOn() {
  sound ??= new AudioContext();
  await sound.resume();
  showButtons();
  ring();
}

export function start() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-gong-button]")) turnOn();
  });
  document.addEventListener("live:swapped", () => {
    listen(false);
    showButtons();
  });
  document.addEventListener("hall:turned", () => listen(false));
  listen(true);
  showButtons();
}
