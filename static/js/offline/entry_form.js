// <form method="post" data-entry="SendBack" data-base="/borsen" data-about="Turlaget · Koret: Maling"
//   data-more='{"agreement": "…"}' [data-made="interest"] [data-lists="parties=a b c d"]
//   [data-saved-at="/borsen/avtale/…"] data-kept-at="/borsen/notar"> <input name="version"> … </form>
//
// A form that is a command: written to this device's disk first, then sent (queue.js), so that it works when the net is
// gone. Its fields are the command's; `data-more` are those that stand in the address; `data-made` is one that gets a new
// id; `data-lists` are fields that together are one list.
//
//   saved      on to `data-saved-at`, or this page anew
//   kept here  on to `data-kept-at`, a page that this device has; or it stays, and the form is empty again
//   refused    the form itself is sent: the server says at its field what is wrong, and keeps what was typed
//
// Without JavaScript the form is sent as it stands.

import { remember } from "../go_on.js";
import { answersOf } from "./answer.js";
import { newId } from "./id.js";
import { queueOf } from "./queue.js";
import { isThere } from "./there.js";

const leftToServer = new WeakSet();
const answering = new Map(); // base → the queue and who waits for its answers

async function lineOf(base) {
  if (!answering.has(base)) answering.set(base, queueOf(base).then((queue) => ({ queue, answerTo: answersOf(queue) })));
  return answering.get(base);
}

/** The fields of the command. `pairs` are [name, value] as the form has them; free of the page. */
export function dataOf(pairs, { lists = "", more = "{}", made = "" }, id) {
  const listed = new Map(lists.split(";").filter(Boolean).map((list) => [list.split("=")[0], list.split("=")[1].split(" ")]));
  const inLists = new Set([...listed.values()].flat());
  const data = Object.fromEntries(pairs.filter(([name]) => name !== "id" && !inLists.has(name)));
  for (const [list, names] of listed) {
    data[list] = names.flatMap((name) => pairs.filter((pair) => pair[0] === name && pair[1]).map((pair) => pair[1]));
  }
  return { ...data, ...JSON.parse(more), ...(made ? { [made]: id } : {}) };
}

function leave(form, submitter) {
  leftToServer.add(form);
  form.requestSubmit(submitter?.form === form ? submitter : undefined);
}

/** There is no room on this device, or it keeps nothing: as if there were no script, where the server is there. */
async function notKept(form, submitter) {
  if (await isThere()) return leave(form, submitter);
  const said = form.querySelector("[data-not-kept]") ?? form.appendChild(document.createElement("p"));
  Object.assign(said, { className: "ds-validation-message", role: "alert", textContent: document.querySelector("[data-queue]").dataset.full });
  Object.assign(said.dataset, { color: "danger", notKept: "" });
  return undefined;
}

async function send(form, submitter) {
  const { entry: kind, base, about, savedAt, keptAt } = form.dataset;
  const data = dataOf([...new FormData(form, submitter)], form.dataset, newId());
  let line;
  let entry;
  try {
    line = await lineOf(base.replace(/\/$/, ""));
    entry = await line.queue.write(kind, data, about);
  } catch {
    return notKept(form, submitter);
  }
  const { queue, answerTo } = line;
  const answered = await answerTo(entry.id);
  if (answered?.state === "refused") {
    await queue.remove([answered.seq]);
    leave(form, submitter);
  } else if (answered && savedAt) {
    await queue.remove([answered.seq]);
    location.assign(savedAt);
  } else if (answered) {
    await queue.remove([answered.seq]);
    location.reload();
  } else if (keptAt && keptAt !== location.pathname) {
    location.assign(keptAt);
  } else {
    form.reset();
    form.dispatchEvent(new CustomEvent("entry:kept", { bubbles: true }));
  }
  return undefined;
}

async function pressed(event) {
  const { target: form, submitter } = event;
  if (!form.matches("form[data-entry]") || leftToServer.has(form)) return;
  event.preventDefault();
  event.stopPropagation();
  remember(event);
  if (form.hasAttribute("aria-busy")) return; // a second press does nothing
  if (!form.checkValidity()) return form.reportValidity();
  form.toggleAttribute("aria-busy", true);
  try {
    await send(form, submitter);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

export function start() {
  document.addEventListener("submit", pressed, { capture: true });
  document.documentElement.setAttribute("data-entries-ready", "");
}
