// <div role="main" data-lock-here="/borsen/" data-wrong="…" data-spent="…" data-impossible="…">   (frame/lock_here.html)
//   <section data-lock-ask> <h1 tabindex="-1"> <b data-lock-code></b> <button data-lock-do> <button data-lock-not> </section>
//   <section data-lock-shut> <form data-lock-open> <input> … </form> </section> <p role="alert" data-lock-says></p>
// </div>
//
// «Lås» while there is no net: the tablet covers itself, and tells a code that opens it again. As soon as the net is back
// the lock becomes the server's, which the PIN opens. What waits to be sent is sent meanwhile.

import { isThere } from "../offline/there.js";
import { isOurs } from "../offline/wipe.js";
import { dropLock, keepLock, lockOf, nameOf, newCode, opens } from "./kept.js";

const ASK_EVERY = 10_000;
const GIVE_UP = 8000;

const root = document.documentElement;
const leftToServer = new WeakSet();

export function start() {
  const cover = document.querySelector("[data-lock-here]");
  const { lockHere: base, ...words } = cover.dataset;
  const [ask, shut] = [cover.querySelector("[data-lock-ask]"), cover.querySelector("[data-lock-shut]")];
  const [says, field] = [cover.querySelector("[data-lock-says]"), shut.querySelector("input")];
  let code = "";

  const say = (sentence) => (says.textContent = sentence);

  /** What stands on the cover, if anything. */
  function show(section) {
    root.toggleAttribute("data-locked-here", section !== null);
    for (const one of [ask, shut]) one.hidden = one !== section;
    say("");
    if (!section) return;
    (section === ask ? ask.querySelector("h1") : field).focus();
  }

  async function pressed(event) {
    const { target: form } = event;
    if (form.getAttribute("action") !== `${base}nettbrett/las` || leftToServer.has(form)) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const there = await isThere();
    form.removeAttribute("aria-busy");
    if (there) {
      leftToServer.add(form);
      form.requestSubmit();
    } else {
      code = newCode(Math.random());
      cover.querySelector("[data-lock-code]").textContent = code;
      show(ask);
    }
  }

  function lock() {
    try {
      keepLock(base, code);
      show(shut);
    } catch {
      say(words.impossible);
    }
  }

  function open(event) {
    event.preventDefault();
    event.stopPropagation();
    const typed = field.value;
    field.value = "";
    if (!lockOf(base) || opens(base, typed)) {
      dropLock(base);
      show(null);
      document.querySelector("#main").focus();
    } else {
      say(lockOf(base).code === null ? words.spent : words.wrong);
    }
  }

  /** The net may be back: from now on the server keeps the lock, or says that this is nobody's tablet any more. */
  async function handOver() {
    const here = lockOf(base);
    if (!here || document.hidden) return;
    try {
      const answer = await fetch(`${base}nettbrett/las`, {
        method: "POST",
        body: new URLSearchParams({ id: here.id }),
        redirect: "manual",
        signal: AbortSignal.timeout(GIVE_UP),
      });
      const isTaken = answer.type === "opaqueredirect" || (isOurs(answer) && [401, 403].includes(answer.status));
      if (isTaken && lockOf(base)) location.replace(`${base}nettbrett/las`);
    } catch {
      // Not yet.
    }
  }

  if (lockOf(base)) show(shut);
  document.addEventListener("submit", pressed, { capture: true });
  cover.querySelector("[data-lock-do]").addEventListener("click", lock);
  cover.querySelector("[data-lock-not]").addEventListener("click", () => show(null));
  cover.querySelector("[data-lock-open]").addEventListener("submit", open);
  addEventListener("storage", ({ key }) => (key === null || key === nameOf(base)) && show(lockOf(base) ? shut : null));
  addEventListener("online", handOver);
  setInterval(handOver, ASK_EVERY);
  handOver();
  root.setAttribute("data-lock-ready", "");
}
