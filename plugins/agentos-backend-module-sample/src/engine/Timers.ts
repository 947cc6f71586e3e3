import type { Clock } from '@agentos-portal/plugin-agentos-node';

/**
 * Timers that end together.
 * @internal
 */
export class Timers {
  private readonly pending = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  /** Calls once after `ms`, unless cleared before. */
  after(ms: number, callback: () => void) {
    const cancel = this.clock.after(ms, () => {
      this.pending.delete(cancel);
      callback();
    });
    this.pending.add(cancel);
  }

  /** Cancels all that have not been called. */
  clear() {
    for (const cancel of this.pending) cancel();
    this.pending.clear();
  }
}
