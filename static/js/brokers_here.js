// <div data-brokers-here data-base="/borsen/" data-party-path="/borsen/meglere/aktor/" hidden>
//   <select id="here-party"> …  <div data-of-party hidden> <form data-entry="WriteNote" data-path="meglere/aktor/{party}/notat" data-label="Notat"> … </form> … </div>
// </div>
//
// The page that a broker's tablet shows instead of one that it has not got while the net is gone. Whom it is about stands
// in the address: /meglere/aktor/…, or /meglere/mote?a=…&b=…; or it is chosen here.

const root = document.querySelector("[data-brokers-here]");
const { base, partyPath } = root.dataset;
const party = root.querySelector("#here-party");
const proposal = root.querySelector("form[data-entry=ProposeMeeting]");
const CHAIRS = ["a", "b", "c", "d"];

const name = (select, value) => [...select.options].find((option) => option.value === value)?.textContent ?? "";

function about() {
  for (const form of root.querySelectorAll("form[data-entry]")) {
    form.action = base + form.dataset.path.replace("{party}", party.value);
    if (form !== proposal) form.dataset.more = JSON.stringify({ party: party.value });
    const others = [...form.querySelectorAll("select:not([name=round])")].map((one) => name(one, one.value || "-")).filter(Boolean);
    form.dataset.about = `${form.dataset.label}: ${[name(party, party.value), ...others].join(" · ")}`;
  }
  proposal.elements.a.value = party.value;
  root.querySelector("[data-of-party]").hidden = !party.value;
  sayYes();
}

/** Everybody at the table has said yes to the broker, or nobody has said anything. */
function sayYes() {
  const chosen = root.querySelector("#here-yes").checked ? CHAIRS.map((chair) => proposal.elements[chair].value).filter(Boolean) : [];
  const fields = chosen.map((value) => Object.assign(document.createElement("input"), { type: "hidden", name: "says_yes", value }));
  root.querySelector("[data-says-yes]").replaceChildren(...fields);
}

const asked = new URLSearchParams(location.search);
party.value = location.pathname.startsWith(partyPath) ? location.pathname.slice(partyPath.length).split("/")[0] : (asked.get("a") ?? "");
for (const chair of CHAIRS.slice(1)) if (asked.get(chair)) proposal.elements[chair].value = asked.get(chair);
if (asked.get("c")) proposal.querySelector("details").open = true;
root.addEventListener("change", about);
root.addEventListener("reset", () => setTimeout(about));
about();
root.hidden = false;
