import type { EventPriority } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';

/** Time from one commit to the next while changes keep coming: a commit's worth of credit comes back in it. */
const WINDOW_MS = 50;
/** Commits that a quiet spell saves up, so that changes which only happen to come close together need not wait. */
const CREDIT = 8;
/** Critical events that may skip the wait, per second. */
const CRITICAL_PER_SECOND = 20;
/** Events that come less often than this, per second, skip it too: a single one does not wait for the rows that change all the time. */
const SPARSE_PER_SECOND = 20;

/** What is to be committed: rows alone, or events and how pressing they are. @internal */
export type Urgency = 'rows' | 'event' | 'critical';

/** Of what came together, by the priorities of its events. @internal */
export function urgencyOf(priorities: ReadonlySet<EventPriority>): Urgency {
  if (priorities.has('critical')) return 'critical';
  return priorities.size > 0 ? 'event' : 'rows';
}

/**
 * Decides when to commit: at once while there is credit, then once per window. Twenty commits a second on average, whatever rows come, and at
 * most twenty more for critical events and twenty for sparse ones.
 * @internal
 */
export class Pace {
  private lastAt = Number.NEGATIVE_INFINITY;
  private credit = { left: CREDIT, at: 0 };
  private due: { at: number; cancel: () => void } | undefined;
  private skipped: number[] = [];
  /** Events lately: each adds one, and a second takes away as many as are sparse. */
  private crowd = { events: 0, at: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly commit: () => void,
  ) {}

  /** Something is there to be committed; events skip the wait as often as allowed. */
  request(urgency: Urgency) {
    const now = this.clock.monotonic();
    const isSparse = urgency === 'event' && this.isSparse(now);
    if (this.creditAt(now) >= 1 || isSparse || (urgency === 'critical' && this.maySkip(now))) {
      this.schedule(now, 0);
    } else {
      this.schedule(now, Math.max(1, this.lastAt + WINDOW_MS - now));
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

  private creditAt(now: number) {
    return Math.min(CREDIT, this.credit.left + (now - this.credit.at) / WINDOW_MS);
  }

  private schedule(now: number, delay: number) {
    if (this.due && this.due.at <= now + delay) return;
    this.due?.cancel();
    const fire = () => {
      this.due = undefined;
      this.lastAt = this.clock.monotonic();
      this.credit = { left: Math.max(0, this.creditAt(this.lastAt) - 1), at: this.lastAt };
      this.commit();
    };
    if (delay === 0) {
      // At the end of this turn, so that everything one report brings is in one commit.
      let live = true;
      this.due = {
        at: now,
        cancel: () => {
          live = false;
        },
      };
      queueMicrotask(() => live && fire());
    } else {
      this.due = { at: now + delay, cancel: this.clock.after(delay, fire) };
    }
  }

  private isSparse(now: number) {
    const { events, at } = this.crowd;
    const left = Math.max(0, events - ((now - at) * SPARSE_PER_SECOND) / 1000);
    // A crowd is over a second after its last event.
    this.crowd = { events: Math.min(left + 1, 2 * SPARSE_PER_SECOND), at: now };
    return left < SPARSE_PER_SECOND;
  }

  private maySkip(now: number) {
    this.skipped = this.skipped.filter(at => at > now - 1000);
    if (this.skipped.length >= CRITICAL_PER_SECOND) return false;
    this.skipped.push(now);
    return true;
  }
}
