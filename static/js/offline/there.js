const IN_TIME = 2000; // milliseconds that the server has to say that it is there

/** Whether the server answers now. */
export async function isThere() {
  try {
    return (await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(IN_TIME) })).ok;
  } catch {
    return false;
  }
}
