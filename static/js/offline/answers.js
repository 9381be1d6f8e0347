// What an answer of the server says of what was sent, and nothing that it does not say. Free of the browser.

const KNOWN = ["saved", "repeated", "refused"];

/**
 * The answers in `said` to entries of `batch`. One that is missing, about something else, or in words that we do not know
 * settles nothing: its entry waits and is sent again.
 */
export function answersTo(batch, said) {
  const sent = new Set(batch.map((entry) => entry.id));
  const answers = Array.isArray(said?.answers) ? said.answers : [];
  return answers.filter((answer) => sent.has(answer?.id) && KNOWN.includes(answer.status));
}
