const LIMIT_MS = 60_000;
const CHECK_EVERY_MS = 20;

/**
 * Waits until `look` returns something.
 *
 * @throws Error that says what was waited for, after 60 s
 * @internal
 */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (performance.now() > end) {
      throw new Error(`Waited in vain for ${what}`);
    }
    await new Promise(done => setTimeout(done, CHECK_EVERY_MS));
  }
}
