// What the server says of an entry that this page has just written, if it says so in time.
//
//   const answerTo = answersOf(queue);
//   const entry = await answerTo(id);      settled: state "saved" or "refused"; null: it is on this device, and waits

const IN_TIME = 2500; // milliseconds that the server has, before it counts as gone

export function answersOf(queue) {
  const pending = new Map(); // entries that the page waits for: id → what to do when they are settled

  function look({ entries, trouble }) {
    for (const entry of entries) if (entry.state !== "waiting") pending.get(entry.id)?.(entry);
    if (trouble) for (const settle of pending.values()) settle(null);
  }

  queue.listen(look);

  return (id) =>
    new Promise((resolve) => {
      pending.set(id, resolve);
      setTimeout(resolve, IN_TIME, null);
      queue.entries().then((entries) => look({ entries })); // the answer may have come already
    }).finally(() => pending.delete(id));
}
