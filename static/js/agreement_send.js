// How an agreement leaves the form: first to this device's disk, then to the server (static/js/offline/queue.js).
//
//   const sender = await senderOf(form);
//   sender.about(agreement)      the form is now about one that stands already: { agreement, version, heard, status, terms }
//   await sender.send(terms, then, more, roster)      { address } of the agreement · { kept } here, no net · { refused }
//
// The number is given by the server. While there is none, the page says that it is saved here.

import { aboutOf } from "./agreement_data.js";
import { answersOf } from "./offline/answer.js";
import { queueOf } from "./offline/queue.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export async function senderOf(form, base) {
  const queue = await queueOf(base);
  const answerTo = answersOf(queue);
  let standing = null;
  let replaced = null;

  function commandOf(terms, then, more) {
    // The id of this filling-in of the form: whoever goes back and presses again is told that it is registered already.
    if (!standing) return ["RegisterAgreement", { agreement: form.elements.id.value, ...terms, ...more, then }];
    const { agreement, version, heard } = standing;
    const isReady = ["agreed", "approved"].includes(standing.status) && more.status === "agreed";
    if (then === "knock" && isReady && same(terms, standing.terms)) return ["KnockThrough", { agreement, version }];
    return ["CorrectAgreement", { agreement, version, heard, ...terms, status: more.status, then }];
  }

  async function send(terms, then, more, roster) {
    const [kind, data] = commandOf(terms, then, more);
    const entry = await queue.write(kind, data, aboutOf(terms, roster));
    if (replaced !== null) await queue.remove([replaced]);
    replaced = null;
    const answered = await answerTo(entry.id);
    if (!answered) return { kept: true };
    await queue.remove([answered.seq]);
    if (answered.state === "saved") return { address: `${base}/avtale/${data.agreement}` };
    return { refused: true };
  }

  return {
    queue,
    send,
    about: (agreement) => (standing = agreement),
    instead: (seq) => (replaced = seq),
  };
}
