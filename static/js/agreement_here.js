// An agreement as it will stand when what waits on this device has been sent. Free of the page: the same steps as
// borse/notary/desk.py takes. Whoever goes on with it without the net names the version that there will be then.

const isComplete = ({ promises, next_step: next }) => Boolean(next) && promises.every(({ quantity, due }) => quantity && due);

/** `standing` is one of the roster's: { agreement, version, status, promises, … }; `entries` are this device's, in order. */
export function asWritten(standing, entries) {
  const ours = entries.filter((entry) => entry.state === "waiting" && entry.data.agreement === standing.agreement);
  return ours.reduce((now, { kind, data }) => (STEPS[kind] ?? same)(now, data), standing);
}

const same = (now) => now;
const to = (status) => (now) => ({ ...now, version: now.version + 1, status });
const approved = to("approved");

/** What still waits is approved on the way. */
function knocked(now) {
  return to("knocked_through")(now.status === "agreed" ? approved(now) : now);
}

function corrected(now, { promises, first_caller, next_step, conditions, status, then }) {
  const mended = { ...now, promises, first_caller, next_step, conditions, version: now.version + 1 };
  if (now.status !== "knocked_through") mended.status = status;
  return then === "knock" && mended.status === "agreed" && isComplete(mended) ? knocked(mended) : mended;
}

const STEPS = {
  ApproveAgreement: approved,
  SendBack: to("returned"),
  WithdrawAgreement: to("withdrawn"),
  KnockThrough: knocked,
  CorrectAgreement: corrected,
};

/** What was done here and is not sent yet: the kind of the last step, "" when there is none. */
export function doneHere(agreement, entries) {
  const ours = entries.filter((entry) => entry.state === "waiting" && entry.data.agreement === agreement);
  const last = ours.at(-1);
  if (!last) return "";
  return last.data.then === "knock" ? "KnockThrough" : last.kind;
}
