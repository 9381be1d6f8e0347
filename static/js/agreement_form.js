// <form method="post" data-agreement data-base="/borsen" data-roster="/borsen/avtale/aktorer.json" data-standing=""
//   data-answers="Svarer på: {text}" data-unknown="Fant ingen … «{typed}»" …>
//   <input data-party id="promises.0.giver"> <input data-party id="promises.0.receiver"> …
//   <div data-posts="0" data-offers="{name} tilbyr" data-needs="{name} trenger" hidden></div>
// </form>
//
// An agreement in less than ninety seconds: parties in two letters (or by their table, both at once), what they have
// posted in one press, and Enter goes to what is still missing; Ctrl and Enter sends. It is saved on this device first, so
// it works when the net is gone. Without JavaScript the form is filled in by hand, with the browser's own list of names.
//
//   /avtale?mote=…        the two of a meeting           /avtale#avtale=…      one that stands, to be mended here
//   /avtale#innforing=…   what was refused, to be mended (the number of the entry in this device's queue)

import { aboutOf, partyCalled, termsOf, valuesOf } from "./agreement_data.js";
import { fieldsOf } from "./agreement_fields.js";
import { asWritten } from "./agreement_here.js";
import { showPosts } from "./agreement_posts.js";
import { problemsInWords, say } from "./agreement_says.js";
import { senderOf } from "./agreement_send.js";
import { showSteps } from "./agreement_steps.js";
import { firstMissing, show as showChecklist } from "./checklist.js";
import { newId } from "./offline/id.js";
import { suggestions } from "./party_matches.js";
import { pick } from "./pick.js";
import { showReceipts } from "./receipts.js";
import { rosterOf } from "./roster.js";

const form = document.querySelector("[data-agreement]");
const words = form.dataset;
const fields = fieldsOf(form);
const { field, value, fill } = fields;
let roster = { parties: [], meetings: [], agreements: [] };
let sender = null;
let isLeft = false;

const partyIn = (name) => partyCalled(value(name), roster);

// -- filling in --------------------------------------------------------------------------------------------------------

/** The party at the other end of the promise that this field is part of. */
function otherEnd(name) {
  if (name === "first_caller") return null;
  return partyIn(name.endsWith("giver") ? name.replace("giver", "receiver") : name.replace("receiver", "giver"));
}

function goOn() {
  (firstMissing(form) ?? form.querySelector("button[type=submit]")).focus();
}

function take(name, { party, meeting }) {
  if (meeting) {
    fill("promises.0.giver", meeting.a_name);
    fill("promises.0.receiver", meeting.b_name);
    if (field("meeting")) field("meeting").value = meeting.id;
  } else {
    fill(name, party.name);
  }
  show();
  if (name.startsWith("promises.0")) goOn();
}

function show() {
  showChecklist(form);
  if (!roster.parties.length) return; // what the server wrote still holds
  const ends = { giver: partyIn("promises.0.giver"), receiver: partyIn("promises.0.receiver") };
  showPosts(form, ends, { fill, answers: words.answers, taken: () => [show(), goOn()] });
}

function fillAll(values) {
  for (const [name, text] of Object.entries(values)) fill(name, text);
  show();
}

// -- sending -----------------------------------------------------------------------------------------------------------

async function send(submitter) {
  const { terms, problems } = termsOf(value, roster);
  say(problems ? problemsInWords(problems, fields, words) : "");
  if (problems) return field(problems[0].field).focus();
  const more = { status: value("status") || "agreed" };
  if (!words.standing && value("meeting")) more.meeting = value("meeting");
  if (field("outside_the_gongs")?.checked) more.outside_the_gongs = true;
  if (field("source")?.checked) more.source = "paper";
  form.toggleAttribute("aria-busy", true);
  try {
    const then = submitter?.value === "knock" ? "knock" : "wait";
    const { address, refused } = await sender.send(terms, then, more, roster);
    if (address) location.assign(address);
    else if (refused) leaveToServer(submitter);
    else startAnew();
  } catch {
    say(document.querySelector("[data-queue]").dataset.full);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** It was refused, and there is a net: the server says what is wrong at the field, or what another desk has changed. */
function leaveToServer(submitter) {
  isLeft = true;
  form.requestSubmit(submitter);
}

/** The next one, on the same page: there may be no net to fetch another. */
function startAnew() {
  clear();
  history.replaceState(null, "", `${words.base}/avtale`);
  field("promises.0.giver").focus();
}

function clear() {
  about(null);
  field("heard")?.remove();
  fields.empty(words.nextStep);
  show();
}

// -- what the address asks for -------------------------------------------------------------------------------------------

/** The form is about an agreement that stands, or (null) about a new one; without a script it would be sent there, too. */
function about(standing) {
  const version = field("version") ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "version" }));
  form.action = `${words.base}/avtale${standing ? `/${standing.agreement}/rett` : ""}`;
  version.value = standing?.version ?? "";
  words.standing = standing?.agreement ?? "";
  document.querySelector("h1").textContent = standing ? words.mending : words.title;
  sender.about(standing);
  if (!standing) showSteps(words.base, null);
}

async function open() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const entries = await sender.queue.entries();
  const entry = entries.find((one) => String(one.seq) === asked.get("innforing"));
  const id = words.standing || asked.get("avtale") || (entry?.kind === "RegisterAgreement" ? "" : entry?.data.agreement);
  const known = roster.agreements.find((one) => one.agreement === id);
  const standing = known && asWritten(known, entries);
  if (entry) sender.instead(entry.seq);
  if (standing) {
    const { version, status, agreement, promises, first_caller, next_step, conditions } = standing;
    const terms = { promises, first_caller, next_step, conditions };
    const isWritten = words.standing !== ""; // by the server, from the version that its page is about
    const heard = isWritten ? Number(value("heard")) : 0; // what the parties have said that stands on this page
    about({ agreement, version: Number(value("version")) || version, heard, status, terms });
    if (!isWritten) showSteps(words.base, { agreement, version, status, about: aboutOf(terms, roster) });
    if (!isWritten && !entry?.data.promises) fillAll(valuesOf(standing, roster));
  }
  if (entry?.data.promises) fillAll(valuesOf(entry.data, roster));
  if (entry) say(entry.sentence);
  const meeting = roster.meetings.find((one) => one.id === new URLSearchParams(location.search).get("mote"));
  if (meeting && !value("promises.0.giver")) take("promises.0.giver", { meeting });
}

// ------------------------------------------------------------------------------------------------------------------------

form.addEventListener("input", () => showChecklist(form));
form.addEventListener("change", show);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented) return;
  const sends = event.ctrlKey || event.metaKey;
  if (!sends && !event.target.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  if (sends || !firstMissing(form)) form.requestSubmit(form.querySelector("button[type=submit]"));
  else goOn();
});
form.addEventListener("submit", (event) => {
  if (isLeft || !sender || !roster.parties.length) return; // the server reads it
  event.preventDefault();
  event.stopPropagation();
  if (!form.hasAttribute("aria-busy")) send(event.submitter);
});
addEventListener("hashchange", () => {
  if (location.hash.length < 2) return;
  clear();
  open();
});
for (const input of form.querySelectorAll("[data-party]")) {
  pick(input, {
    options: (typed) => suggestions(typed, roster, otherEnd(input.name)),
    take: (option) => take(input.name, option),
    name: fields.label(input.name),
  });
}
field("id").value = newId(); // a page that was kept has been used before
showChecklist(form);

sender = await senderOf(form, words.base);
roster = await rosterOf(words.roster, sender.queue);
showReceipts(document.querySelector("[data-receipts]"), sender.queue, words.base);
await open();
show();
document.documentElement.setAttribute("data-form-ready", "");
