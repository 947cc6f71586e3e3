/**
 * One timer for every age on the page. It runs only while somebody looks.
 * @public
 */
export class Ticker {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private current: number;

  /**
   * @param clock - wall clock in ms since epoch
   * @param periodMs - time between two ticks
   */
  constructor(
    private readonly clock: () => number = () => Date.now(),
    private readonly periodMs = 1_000,
  ) {
    this.current = clock();
  }

  /** The instant of the last tick, ms since epoch. The same for every reader until the next one. */
  readonly now = (): number => {
    // Nobody ticks without listeners; whoever comes first must not see an old instant, and not a new one at every reading either.
    const now = this.clock();
    if (!this.timer && Math.abs(now - this.current) >= this.periodMs) {
      this.current = now;
    }
    return this.current;
  };

  /** Calls back at every tick; the answer ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (!this.timer) {
      this.current = this.clock();
      this.timer = setInterval(() => this.tick(), this.periodMs);
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    };
  };

  private tick() {
    this.current = this.clock();
    for (const listener of this.listeners) listener();
  }
}
