// <button type="button" data-scan-button aria-controls="camera" aria-expanded="false" hidden>Skann med kameraet</button>
// <div id="camera" data-scan hidden>
//   <p role="status" data-scan-says data-looking="Hold koden foran kameraet." data-denied="…" data-missing="…"></p>
// </div>
//
// (The template: {% import 'frame/scan.html' as scan %}{{ scan.camera() }}; the route: page(…, camera=True).)
//
// The camera looks for as long as the <div> is not hidden: the button shows and hides it, and so may the page. What it
// finds is told on the <div>, once for each code that is held up:
//
//   scan:found    detail: { text }        bubbles; sound and vibration are the page's
//   scan:state    detail: { state }       "off" | "starting" | "looking" | "denied" | "missing", also in data-state
//
// Hidden, or in a tab that nobody sees, the camera is let go, so that its lamp goes out. Without a secure context
// (https, or localhost) browsers have no camera to give: the button stays hidden, and the page must do without.

import { seenCodes } from "./seen_codes.js";

const PAUSE = 100; // milliseconds between two looks: the page must have time for fingers, too
const CAMERA = { audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } };

function scanner(area) {
  const says = area.querySelector("[data-scan-says]");
  const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
  video.setAttribute("aria-hidden", "true");
  area.prepend(video);
  let turn = 0; // which start is the latest; an earlier one that comes late lets go of what it got

  function tell(state) {
    area.dataset.state = state;
    if (says) says.textContent = says.dataset[state] ?? "";
    area.dispatchEvent(new CustomEvent("scan:state", { detail: { state } }));
  }

  function letGo(stream) {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  function stop() {
    turn += 1;
    letGo(video.srcObject);
    video.srcObject = null;
    if (area.dataset.state !== "off") tell("off");
  }

  async function start() {
    turn += 1;
    const mine = turn;
    tell("starting");
    const camera = navigator.mediaDevices.getUserMedia(CAMERA);
    const reader = import("./qr_reader.js").then(({ qrReader }) => qrReader());
    reader.catch(() => {}); // what the camera says goes first, however long it takes
    try {
      const stream = await camera;
      const read = await reader;
      if (mine !== turn) return letGo(stream);
      video.srcObject = stream;
      await video.play();
      tell("looking");
      await look(read, () => mine === turn);
    } catch (error) {
      camera.then(letGo, () => {});
      if (mine === turn) tell(error.name === "NotAllowedError" ? "denied" : "missing");
    }
  }

  async function look(read, isWanted) {
    const news = seenCodes();
    while (isWanted()) {
      const texts = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video) : [];
      for (const text of isWanted() ? news(texts, performance.now()) : []) {
        area.dispatchEvent(new CustomEvent("scan:found", { detail: { text }, bubbles: true }));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  return () => (area.hidden || document.hidden ? stop() : start());
}

function setUp(area) {
  const follow = scanner(area);
  const buttons = document.querySelectorAll(`[data-scan-button][aria-controls="${area.id}"]`);
  const show = () => {
    for (const button of buttons) button.setAttribute("aria-expanded", String(!area.hidden));
    follow();
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => (area.hidden = !area.hidden));
  }
  new MutationObserver(show).observe(area, { attributeFilter: ["hidden"] });
  document.addEventListener("visibilitychange", follow);
  if (!area.hidden) follow();
}

export function start() {
  if (!navigator.mediaDevices?.getUserMedia) return;
  for (const area of document.querySelectorAll("[data-scan]:not([data-state])")) {
    area.dataset.state = "off";
    setUp(area);
  }
}
