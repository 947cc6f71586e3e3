import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { type QueueActivity, Readings } from './QueueActivity';
import { isEmptyIn, type QueueCounts, readQueueCounts } from './queueCounts';

/** Repairs what a stream did not tell of a list that was empty. */
const WHOLE_MS = 15_000;
/** Below the period of the warmer: every round of it looks for jobs that went without an entry, as those of a drained queue. @internal */
export const CHECK_MS = 4_000;

/** @internal */
export interface QueueCounterOptions {
  connection: RedisConnection;
  keys: QueueKeys;
  activity: QueueActivity;
  clock: Clock;
}

/**
 * Counts the jobs of queues by few commands. Whatever adds a job to a list writes an entry to the stream of its queue, so a queue without
 * a new one is asked only for the lists that were not empty: these may shrink without a word.
 * @internal
 */
export class QueueCounter {
  private readonly whole: Readings<void>;
  private readonly checked: Readings<QueueCounts>;
  private running: Promise<void> | undefined;

  constructor(private readonly options: QueueCounterOptions) {
    const { activity, clock } = options;
    this.whole = new Readings(activity, clock, WHOLE_MS);
    this.checked = new Readings(activity, clock, CHECK_MS);
  }

  /**
   * Counts what may have changed; whoever asks meanwhile waits for the same count.
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async refresh(queues: readonly string[]): Promise<void> {
    this.running ??= this.count(this.checked.due(queues)).finally(() => {
      this.running = undefined;
    });
    await this.running;
    // A queue that was found after the others had asked.
    if (queues.some(queue => !this.counts(queue))) await this.refresh(queues);
  }

  /** @returns undefined for a queue that was never counted */
  counts(queue: string): QueueCounts | undefined {
    return this.checked.get(queue);
  }

  /** Whether a part of a queue is known to be empty, also by what the feed brought since the count. */
  isEmpty(queue: string, part: string): boolean {
    const counts = this.counts(queue);
    return counts !== undefined && this.whole.isCurrent(queue) && isEmptyIn(counts, part);
  }

  private async count(queues: string[]) {
    const { connection, keys } = this.options;
    const whole = new Set(this.whole.due(queues));
    const keepWhole = Array.from(whole, queue => this.whole.begin(queue));
    const keep = queues.map(queue => this.checked.begin(queue));
    const counts = await readQueueCounts(queues, connection, keys, queue =>
      whole.has(queue) ? undefined : this.counts(queue),
    );
    for (const isWhole of keepWhole) isWhole();
    queues.forEach((_, index) => keep[index](counts[index]));
  }
}
