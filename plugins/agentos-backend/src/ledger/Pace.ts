import type { Clock } from '@agentos-portal/plugin-agentos-node';

/** Time from one commit to the next while changes keep coming. */
const WINDOW_MS = 50;
/** Critical events that may skip the wait, per second. */
const CRITICAL_PER_SECOND = 20;

/**
 * Decides when to commit: at once when nothing was committed within the window, then once per window.
 * @internal
 */
export class Pace {
  private lastAt = Number.NEGATIVE_INFINITY;
  private due: { at: number; cancel: () => void } | undefined;
  private skipped: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly commit: () => void,
  ) {}

  /** Something is there to be committed; `critical` skips the wait as often as allowed. */
  request(critical: boolean) {
    const now = this.clock.monotonic();
    if (now - this.lastAt >= WINDOW_MS || (critical && this.maySkip(now))) {
      this.schedule(now, 0);
    } else {
      this.schedule(now, this.lastAt + WINDOW_MS - now);
    }
  }

  /** Asks for a commit later, e.g. for a change that was held back. */
  requestIn(ms: number) {
    this.schedule(this.clock.monotonic(), ms);
  }

  stop() {
    this.due?.cancel();
    this.due = undefined;
  }

  private schedule(now: number, delay: number) {
    if (this.due && this.due.at <= now + delay) return;
    this.due?.cancel();
    const fire = () => {
      this.due = undefined;
      this.lastAt = this.clock.monotonic();
      this.commit();
    };
    if (delay === 0) {
      // At the end of this turn, so that everything one report brings is in one commit.
      let live = true;
      this.due = { at: now, cancel: () => { live = false; } };
      queueMicrotask(() => live && fire());
    } else {
      this.due = { at: now + delay, cancel: this.clock.after(delay, fire) };
    }
  }

  private maySkip(now: number) {
    this.skipped = this.skipped.filter(at => at > now - 1000);
    if (this.skipped.length >= CRITICAL_PER_SECOND) return false;
    this.skipped.push(now);
    return true;
  }
}
