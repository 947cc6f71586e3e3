import type { Clock, SourceSink } from '@agentos-portal/plugin-agentos-node';
import { toInstant } from '@agentos-portal/plugin-agentos-node/redis';

const ALIVE_EVERY_MS = 1_000;
/** How long lost events are told of. */
const GAP_SHOWN_MS = 600_000;

/**
 * Tells how the feed fares.
 * @internal
 */
export class FeedHealth {
  private aliveAt = -Infinity;
  private gap: { queue: string; at: number } | undefined;

  /** @param sections - those that a lost connection fails */
  constructor(
    private readonly sink: SourceSink,
    private readonly clock: Clock,
    private readonly sections: string[],
  ) {}

  /** Everything written so far was read: that proves the rows of jobs, and only these. */
  caughtUp() {
    const now = this.clock.monotonic();
    if (now - this.aliveAt < ALIVE_EVERY_MS) return;
    this.aliveAt = now;
    this.sink.alive(['jobs']);
  }

  lost(error: Error) {
    this.sink.failed(this.sections, error);
  }

  missed(queue: string) {
    this.gap = { queue, at: this.clock.now() };
    this.sink.missedJobs();
  }

  /** What people should know of, for ten minutes. */
  get trouble(): string | undefined {
    if (!this.gap || this.clock.now() - this.gap.at > GAP_SHOWN_MS) {
      return undefined;
    }
    return `events of queue ${this.gap.queue} were trimmed before they were read, noticed at ${toInstant(this.gap.at)}`;
  }
}
