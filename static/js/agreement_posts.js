// <div data-posts="0" data-offers="{name} tilbyr" data-needs="{name} trenger" data-all="Vis alle {n}" hidden></div>
//
// What the two in the form have hung up, as buttons: one press says what, how much, when and which way. Then that one is
// left, so that the fields that it filled come into sight. The area of the second promise shows only what goes the other way.
//
//   showPosts(form, { giver, receiver }, { fill, answers, taken })      `fill(name, text)`; `answers` is "Svarer på: {text}"

import { directionOf, postsOf } from "./party_matches.js";

export function showPosts(form, { giver, receiver }, page) {
  for (const area of form.querySelectorAll("[data-posts]")) {
    const isFirst = area.dataset.posts === "0";
    const both = giver && receiver && giver !== receiver;
    const posts = !both ? [] : isFirst ? postsOf(giver, receiver) : postsOf(receiver, giver, { oneWay: true });
    const other = (party) => (party === giver ? receiver : giver);
    const taken = posts.filter((posted) => nameOf(posted) === area.dataset.taken);
    const shown = taken.length ? taken : posts;
    area.replaceChildren(...shown.map(({ party, post }) => button(area, { party, post, other: other(party) }, page)));
    if (shown.length < posts.length) area.append(wayBack(area, posts.length, () => showPosts(form, { giver, receiver }, page)));
    area.hidden = posts.length === 0;
  }
}

const nameOf = ({ party, post }) => `${party.id} ${post.kind} ${post.text}`;

function wayBack(area, number, showAgain) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button" });
  made.dataset.variant = "tertiary";
  made.textContent = area.dataset.all.replace("{n}", number);
  made.addEventListener("click", () => {
    delete area.dataset.taken;
    showAgain();
    area.querySelector("button").focus();
  });
  return made;
}

function button(area, posted, page) {
  const row = document.createElement("button");
  const who = document.createElement("b");
  row.type = "button";
  row.className = "post";
  who.textContent = (posted.post.kind === "offer" ? area.dataset.offers : area.dataset.needs).replace("{name}", posted.party.name);
  row.append(who, " ", posted.post.text);
  row.addEventListener("click", () => {
    area.dataset.taken = nameOf(posted);
    takeOver(area.dataset.posts, posted, page);
  });
  return row;
}

function takeOver(n, { party, post, other }, { fill, answers, taken }) {
  if (n === "0") {
    const ends = directionOf(party, post, other);
    fill("promises.0.giver", ends.giver.name);
    fill("promises.0.receiver", ends.receiver.name);
  }
  fill(`promises.${n}.what`, post.kind === "offer" ? post.text : answers.replace("{text}", post.text));
  for (const part of ["quantity", "due", "category"]) if (post[part]) fill(`promises.${n}.${part}`, post[part]);
  if (post.conditions) fill("conditions", post.conditions);
  taken();
}
