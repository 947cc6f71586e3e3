const HELD_MS = 10;

/**
 * Lets others in during long work: the driver of SQLite answers in the same turn, and sockets wait meanwhile.
 * @internal
 */
export class Breath {
  private heldSince = performance.now();

  /** Gives way when the last time was some milliseconds ago. */
  async take() {
    if (performance.now() - this.heldSince < HELD_MS) return;
    await new Promise(resolve => setImmediate(resolve));
    this.heldSince = performance.now();
  }
}
