// What goes from a device that is let in no longer (revoked, replaced, signed out): all that it kept of people, that is
// lists with names, pages, and what it wrote that the server has. What the server has never had stays: this may be the
// only place where it stands.

import { throwAwayPages } from "./throw_away.js";

/** Whether the børs itself answers, and no gateway. */
export function isOurs(response) {
  return response.headers.get("Content-Security-Policy")?.startsWith("default-src 'none'") ?? false;
}

/** Whether the børs itself refuses. A gateway that wants somebody to log in to the Wi-Fi says 403 as well. */
export function isRefusal(response) {
  return isOurs(response) && [401, 403].includes(response.status);
}

/** `store` is this device's (store.js). */
export async function wipe(base, store) {
  await store.keepOnlyUnsent();
  await throwAwayPages(base);
}
