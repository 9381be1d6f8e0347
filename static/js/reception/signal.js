// What one hears and feels at the desk: two short tones up for «in», two down for «look at the screen». The page makes
// them itself. The words are said by the page's status line, for whoever listens to a screen reader.

const TONES = { in: [660, 990], look: [520, 350], undone: [440] };
const SHAKES = { in: [60], look: [120, 80, 120], undone: [30] };
const EACH = 0.11; // seconds

let sound;

export function signal(kind) {
  navigator.vibrate?.(SHAKES[kind]);
  sound ??= new AudioContext();
  if (sound.state === "suspended") sound.resume(); // a tap has brought us here, so the browser lets it
  TONES[kind].forEach((frequency, place) => play(frequency, sound.currentTime + place * EACH));
}

function play(frequency, at) {
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.type = "triangle";
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.25, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + EACH);
  tone.connect(volume).connect(sound.destination);
  tone.start(at);
  tone.stop(at + EACH);
}
