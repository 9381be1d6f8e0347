// <div data-form-says hidden> <p role="alert"></p> </div>: what the form says while it is filled in without the server.

export function say(sentence) {
  const box = document.querySelector("[data-form-says]");
  box.hidden = !sentence;
  box.querySelector("[role=alert]").textContent = sentence;
  if (sentence) box.scrollIntoView({ block: "center" });
}

/** What is wrong (agreement_data.js), each with the name of its field: «Hvem gir: Fant ingen aktør som heter …». */
export function problemsInWords(problems, { value, label }, words) {
  const sentence = {
    unknown: (name) => words.unknown.replace("{typed}", value(name)),
    empty: () => words.empty,
    number: () => words.number,
    same: () => words.same,
  };
  return problems.map(({ field, why }) => `${label(field).replace(/\?$/, "")}: ${sentence[why](field)}`).join(" ");
}
