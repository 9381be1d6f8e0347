// How an agreement leaves the form: first to this device's disk, then to the server (static/js/offline/queue.js).
//
//   const sender = await senderOf(form);
//   sender.about(agreement)      the form is now about one that stands already: { agreement, version, status, terms }
//   await sender.send(terms, then, more, roster)      { address } of the agreement · { kept } here, no net · { refused }
//
// The number is given by the server. While there is none, the page says that it is saved here.

import { aboutOf } from "./agreement_data.js";
import { queueOf } from "./offline/queue.js";

const IN_TIME = 2500; // milliseconds that the server has, before it counts as gone
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export async function senderOf(form, base) {
  const queue = await queueOf(base);
  const pending = new Map(); // entries that the page waits for: id → what to do when they are settled
  let standing = null;
  let replaced = null;

  function look({ entries, trouble }) {
    for (const entry of entries) if (entry.state !== "waiting") pending.get(entry.id)?.(entry);
    if (trouble) for (const settle of pending.values()) settle(null);
  }

  queue.listen(look);

  /** The entry when the server has answered, null when it does not in time. */
  function settled(id) {
    return new Promise((resolve) => {
      pending.set(id, resolve);
      setTimeout(resolve, IN_TIME, null);
      queue.entries().then((entries) => look({ entries })); // the answer may have come already
    }).finally(() => pending.delete(id));
  }

  function commandOf(terms, then, more) {
    // The id of this filling-in of the form: whoever goes back and presses again is told that it is registered already.
    if (!standing) return ["RegisterAgreement", { agreement: form.elements.id.value, ...terms, ...more, then }];
    const { agreement, version } = standing;
    const isReady = ["agreed", "approved"].includes(standing.status) && more.status === "agreed";
    if (then === "knock" && isReady && same(terms, standing.terms)) return ["KnockThrough", { agreement, version }];
    return ["CorrectAgreement", { agreement, version, ...terms, status: more.status, then }];
  }

  async function send(terms, then, more, roster) {
    const [kind, data] = commandOf(terms, then, more);
    const entry = await queue.write(kind, data, aboutOf(terms, roster));
    if (replaced !== null) await queue.remove([replaced]);
    replaced = null;
    const answered = await settled(entry.id);
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
