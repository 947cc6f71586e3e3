const EVERY_MS = 50;

/** No measure of speed: a machine may be slow, and busy with something else. */
const LIMIT_MS = 60_000;

/**
 * Looks again and again until the look answers something truthy, and answers that.
 * @param what - what is waited for, for the message of the failure
 * @param look - may throw: the failure then says why the last look did
 * @param limitMs - ms
 */
export async function waitFor(what, look, limitMs = LIMIT_MS) {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    let found;
    let reason;
    try {
      found = await look();
    } catch (error) {
      reason = error;
    }
    if (found) return found;
    if (performance.now() > giveUpAt) {
      throw new Error(
        `Waited ${limitMs / 1000} s in vain for ${what}${reason ? `: ${reason.message}` : ''}`,
        { cause: reason },
      );
    }
    await new Promise(done => setTimeout(done, EVERY_MS));
  }
}
