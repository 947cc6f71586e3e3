import type { Operation } from './OperationStore';

/** Targets in one call of a source. */
const CHUNK = 250;
/** Between two chunks that nothing slows down, so that a source has time for its own work. */
const PAUSE_MS = 50;
/** A throttled operation takes its targets in steps of about this long. */
const STEP_MS = 250;

/**
 * How many targets an operation takes at once, and how long it waits for the next. A throttled one goes by the clock: what its source needs
 * is no extra wait, and what it lost it does not catch up with.
 * @internal
 */
export class Throttle {
  private due = Number.NEGATIVE_INFINITY;

  constructor(private readonly monotonic: () => number) {}

  size({ throttle }: Pick<Operation, 'throttle'>): number {
    if (!throttle) return CHUNK;
    return Math.max(1, Math.min(CHUNK, Math.floor((throttle.perSecond * STEP_MS) / 1000)));
  }

  /** Some targets are begun now. */
  take({ throttle }: Pick<Operation, 'throttle'>, targets: number) {
    const now = this.monotonic();
    this.due = throttle
      ? Math.max(now, this.due) + (targets * 1000) / throttle.perSecond
      : Number.NEGATIVE_INFINITY;
  }

  /** Until the next may begin, ms. */
  get waitMs(): number {
    return this.due === Number.NEGATIVE_INFINITY ? PAUSE_MS : Math.max(0, this.due - this.monotonic());
  }
}
