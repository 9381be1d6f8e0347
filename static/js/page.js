// Every page loads this one module; it fetches the others when the page has something for them:
//
//   <form data-once>                        once.js        a second press does nothing
//   <form method="post">                    go_on.js       the keyboard goes on where it pressed
//   <main data-live="…" data-live-url="…">  live.js        the page follows what happens
//   <time data-ends-at="…"> <… data-hall>   hall.js        the time left, and where the evening is
//   <… data-age>                            age.js         how old the page is when the net is gone
//   <… data-gong="…">                       gong.js        the gong sounds
//   <div data-scan hidden>                  scan.js        the camera reads codes
//   <div data-tablet="/borsen/">            tablet.js      a tablet that is locked or sent away shows it
//   <div data-lock-here="/borsen/">         lock/here.js   a tablet locks itself while there is no net
//   <form data-needs-net="…">               lock/…         says that there is no net, and keeps what was typed
//   <… data-throw-away="/borsen">           offline/…      no page is kept while nobody is at the desk
//   <… data-let-out="/borsen">              offline/…      this device is let in no longer: names are wiped off it
//   <… data-keep="/borsen">                 offline/…      the page opens with the server gone
//   <section data-queue="/borsen">          offline/…      what is saved here and not yet there
//   <form data-entry="SendBack" …>          offline/…      a form that is saved here before it is sent
//   <… data-error-summary>                  (here)         what is wrong is read first
//
// Without JavaScript every page still works; this only makes it pleasanter.

const PARTS = [
  ["form[data-once]", () => import("./once.js")],
  ["form[method=post]:not(.page-tongues)", () => import("./go_on.js")],
  ["[data-live]", () => import("./live.js")],
  ["[data-hall], time[data-ends-at]", () => import("./hall.js")],
  ["[data-age]", () => import("./age.js")],
  ["[data-gong], [data-gong-button]", () => import("./gong.js")],
  ["[data-scan]", () => import("./scan.js")],
  ["[data-tablet]", () => import("./tablet.js")],
  ["[data-lock-here]", () => import("./lock/here.js")],
  ["form[data-needs-net]", () => import("./lock/needs_net.js")],
  ["[data-throw-away]", () => import("./offline/throw_away.js")],
  ["[data-let-out]", () => import("./offline/let_out.js")],
  ["[data-keep], [data-forget-now]", () => import("./offline/keep.js")],
  ["[data-queue]", () => import("./offline/status.js")],
  ["form[data-entry]", () => import("./offline/entry_form.js")],
];

const started = new Set();

function startWhatIsNeeded() {
  for (const [selector, load] of PARTS) {
    if (!started.has(selector) && document.querySelector(selector)) {
      started.add(selector);
      load().then((part) => part.start());
    }
  }
}

startWhatIsNeeded();
document.addEventListener("live:swapped", startWhatIsNeeded);

/** Two lines that read alike, «Dette feltet må fylles ut.», begin each with the name of its field. */
function nameFields(summary) {
  const links = [...summary.querySelectorAll('a[href^="#"]')];
  const sentences = links.map((link) => link.textContent);
  const isTwin = (text) => sentences.indexOf(text) !== sentences.lastIndexOf(text);
  for (const link of links.filter((one) => isTwin(one.textContent))) {
    const field = document.getElementById(link.hash.slice(1));
    const words = field?.closest("fieldset")?.querySelector(":scope > legend") ?? field?.labels?.[0];
    const name = words?.firstChild?.textContent.trim();
    if (name) link.prepend(`${name.replace(/[?:]$/, "")}: `);
  }
}

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  nameFields(summary);
  summary.focus();
}
