/**
 * Lets one job compute at a time, in the order they asked. Jobs overlap only in their pauses, so their order does not
 * depend on how fast a file was read, and a burst never fills the thread pool.
 * @internal
 */
export class Turns {
  private taken = false;
  private readonly waiting: Array<() => void> = [];

  /** Resolves when it is the caller's turn; every take is followed by one release. */
  async take(): Promise<void> {
    if (this.taken) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    this.taken = true;
  }

  release() {
    const next = this.waiting.shift();
    // Handed on, not freed: nobody gets in between.
    if (next) next();
    else this.taken = false;
  }

  /** True while nobody computes. */
  get idle() {
    return !this.taken;
  }
}
