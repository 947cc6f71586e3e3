import type { Clock } from '../source';

/**
 * A clock that moves when it is told to.
 * @public
 */
export class ManualClock implements Clock {
  private elapsed = 0;
  private timers: Array<{ at: number; callback: () => void }> = [];

  /** @param startedAt - wall clock at the start, ms since epoch */
  constructor(private startedAt = Date.UTC(2026, 0, 1)) {}

  now() {
    return this.startedAt + this.elapsed;
  }

  monotonic() {
    return this.elapsed;
  }

  after(ms: number, callback: () => void) {
    const timer = { at: this.elapsed + ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter(other => other !== timer);
    };
  }

  /** Moves time on and calls what falls due, in order. */
  advance(ms: number) {
    const end = this.elapsed + ms;
    for (;;) {
      const due = this.timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter(timer => timer !== due);
      this.elapsed = Math.max(this.elapsed, due.at);
      due.callback();
    }
    this.elapsed = end;
  }

  /** Sets the wall clock without any time passing. */
  skew(ms: number) {
    this.startedAt += ms;
  }
}
