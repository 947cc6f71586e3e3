/**
 * Time, injected so that tests own it.
 * @public
 */
export interface Clock {
  /** Wall clock, ms since epoch. */
  now(): number;
  /** Monotonic ms, for ages and durations. */
  monotonic(): number;
  /** Calls once after `ms`; the answer cancels it. Does not keep the process alive. */
  after(ms: number, callback: () => void): () => void;
}

/**
 * The machine's clock.
 * @public
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};
