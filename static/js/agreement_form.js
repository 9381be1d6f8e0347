// <form method="post" data-agreement data-roster="/borsen/avtale/aktorer.json" data-answers="Svarer på: {text}">
//   <input data-party id="promises.0.giver"> <input data-party id="promises.0.receiver"> …
//   <div data-posts="0" data-offers="{name} tilbyr" data-needs="{name} trenger" hidden></div>
// </form>
//
// An agreement in less than ninety seconds: parties in two letters (or by their table, both at once), what they have
// posted in one press, and Enter goes to what is still missing; Ctrl and Enter sends. Without JavaScript the form is
// filled in by hand, with the browser's own list of names, and the server looks names up.

import { firstMissing, show as showChecklist } from "./checklist.js";
import { directionOf, partyNamed, postsOf, suggestions } from "./party_matches.js";
import { pick } from "./pick.js";

const form = document.querySelector("[data-agreement]");
const field = (name) => form.elements[name];
let roster = { parties: [], meetings: [] };

const partyIn = (name) => partyNamed(field(name)?.value ?? "", roster);

/** The party at the other end of the promise that this field is part of. */
function otherEnd(name) {
  if (name === "first_caller") return null;
  return partyIn(name.endsWith("giver") ? name.replace("giver", "receiver") : name.replace("receiver", "giver"));
}

function fill(name, value) {
  const input = field(name);
  if (!input || input.value === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
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
  showPosts();
  if (name.startsWith("promises.0")) goOn();
}

function showPosts() {
  const giver = partyIn("promises.0.giver");
  const receiver = partyIn("promises.0.receiver");
  if (!roster.parties.length) return; // what the server wrote still holds
  const both = giver && receiver;
  for (const area of form.querySelectorAll("[data-posts]")) {
    const n = area.dataset.posts;
    const posts = !both ? [] : n === "0" ? postsOf(giver, receiver) : postsOf(receiver, giver, { oneWay: true });
    area.replaceChildren(...posts.map(({ party, post }) => button(area, n, party, post, party === giver ? receiver : giver)));
    area.hidden = posts.length === 0;
  }
}

function button(area, n, party, post, other) {
  const row = document.createElement("button");
  const who = document.createElement("b");
  row.type = "button";
  row.className = "post";
  who.textContent = (post.kind === "offer" ? area.dataset.offers : area.dataset.needs).replace("{name}", party.name);
  row.append(who, " ", post.text);
  row.addEventListener("click", () => takePost(n, party, post, other));
  return row;
}

function takePost(n, party, post, other) {
  if (n === "0") {
    const ends = directionOf(party, post, other);
    fill("promises.0.giver", ends.giver.name);
    fill("promises.0.receiver", ends.receiver.name);
  }
  fill(`promises.${n}.what`, post.kind === "offer" ? post.text : form.dataset.answers.replace("{text}", post.text));
  for (const part of ["quantity", "due", "category"]) if (post[part]) fill(`promises.${n}.${part}`, post[part]);
  if (post.conditions) fill("conditions", post.conditions);
  showPosts();
  goOn();
}

form.addEventListener("input", () => showChecklist(form));
form.addEventListener("change", showPosts);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented) return;
  const sends = event.ctrlKey || event.metaKey;
  if (!sends && !event.target.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  if (sends || !firstMissing(form)) form.requestSubmit(form.querySelector("button[type=submit]"));
  else goOn();
});

for (const input of form.querySelectorAll("[data-party]")) {
  pick(input, {
    options: (typed) => suggestions(typed, roster, otherEnd(input.name)),
    take: (option) => take(input.name, option),
    name: input.labels[0].firstChild.textContent,
  });
}
showChecklist(form);

try {
  const answer = await fetch(form.dataset.roster, { credentials: "same-origin" });
  if (answer.ok) roster = await answer.json();
} catch {
  // No net, and nothing kept: names are typed by hand, and looked up when the form is sent.
}
showPosts();
