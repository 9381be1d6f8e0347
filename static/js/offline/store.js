// What this device keeps for one børs, in IndexedDB, so that it is there after the battery has died:
//
//   entries   what was written here, in order: { seq, id, kind, data, about, written, page, steady, state, … }
//             state "waiting" (saved here) · "saved" (on the server's disk) · "refused" (with a sentence; a person looks)
//   kept      what was fetched for reading, by name: { name, value, fetched }
//
// A write is done when it is on the device's disk (`durability: "strict"`), not when it is on its way there.

import { openDB } from "../../vendor/idb.js";

const STRICT = { durability: "strict" };

export async function openStore(base) {
  const db = await openDB(`borse${base}`, 1, {
    upgrade(fresh) {
      const entries = fresh.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
      entries.createIndex("state", "state");
      entries.createIndex("id", "id", { unique: true });
      fresh.createObjectStore("kept", { keyPath: "name" });
    },
    blocking: () => db.close(), // a page of a newer version wants to come in
  });

  return {
    /** Put one entry on disk. Raises when the device has no room, and then nothing was written. */
    async add(entry) {
      const work = db.transaction("entries", "readwrite", STRICT);
      const [seq] = await Promise.all([work.store.add(entry), work.done]);
      return { ...entry, seq };
    },

    all: () => db.getAll("entries"),
    waiting: (most) => db.getAllFromIndex("entries", "state", "waiting", most),

    /** What became of entries: a list of [id, changes]. Whoever is gone already is left alone. */
    async settle(outcomes) {
      const work = db.transaction("entries", "readwrite", STRICT);
      const ids = work.store.index("id");
      for (const [id, changes] of outcomes) {
        const entry = await ids.get(id);
        if (entry) work.store.put({ ...entry, ...changes });
      }
      await work.done;
    },

    async remove(seqs) {
      const work = db.transaction("entries", "readwrite", STRICT);
      for (const seq of seqs) work.store.delete(seq);
      await work.done;
    },

    /** All but what the server has never had. */
    async keepOnlyUnsent() {
      const work = db.transaction(["entries", "kept"], "readwrite", STRICT);
      work.objectStore("kept").clear();
      for (const seq of await work.objectStore("entries").index("state").getAllKeys("saved")) work.objectStore("entries").delete(seq);
      await work.done;
    },

    keep: (name, value) => db.put("kept", { name, value, fetched: Date.now() }),
    kept: (name) => db.get("kept", name),
    forget: (name) => db.delete("kept", name),
  };
}
