import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '../redis/RedisConnection';
import type { WorkerConnection } from '../workers/ClientList';
import type { OldestQueued } from './OldestQueued';
import { type QueueActivity, Readings } from './QueueActivity';
import { type QueueCounts, readQueueCounts } from './queueCounts';

// Below the period of the warmer: every round of it counts anew.
const READING_MS = 4_000;

interface QueueReading {
  counts: QueueCounts;
  /** Since when its oldest job waits, ms since epoch. */
  since: number | undefined;
}

/** @internal */
export interface QueueCollectorOptions {
  sourceId: string;
  connection: RedisConnection;
  keys: QueueKeys;
  activity: QueueActivity;
  oldest: OldestQueued;
  clock: Clock;
}

/**
 * Reads section `queues`. A queue that does not exist (yet) has a row with zeros.
 * @internal
 */
export class QueueCollector {
  private readonly readings: Readings<QueueReading>;

  constructor(private readonly options: QueueCollectorOptions) {
    const { activity, clock } = options;
    this.readings = new Readings(activity, clock, READING_MS);
  }

  /**
   * @param workers - answers undefined when Redis does not tell who is connected
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async collect(
    queues: readonly string[],
    workers: Promise<WorkerConnection[] | undefined>,
  ): Promise<ObservedRow[]> {
    // At once: a Redis that hangs uses up the limit of one answer, not of two.
    const [connected] = await Promise.all([workers, this.read(this.readings.due(queues))]);
    return queues.map(queue => this.row(queue, connected));
  }

  private async read(queues: string[]) {
    const { connection, keys, oldest } = this.options;
    const keep = queues.map(queue => this.readings.begin(queue));
    const counts = await readQueueCounts(queues, connection, keys);
    const since = await oldest.read(new Map(queues.map((queue, index) => [queue, counts[index]])));
    queues.forEach((queue, index) => keep[index]({ counts: counts[index], since: since.get(queue) }));
  }

  private row(queue: string, workers: WorkerConnection[] | undefined): ObservedRow {
    const { sourceId, clock } = this.options;
    const { counts, since } = this.readings.get(queue)!;
    const { waiting, ...fields } = counts;
    return {
      id: rowId(sourceId, queue),
      sourceId: queue,
      name: queue,
      ...fields,
      consumers: workers?.filter(worker => worker.queue === queue).length,
      oldestQueuedMs: since === undefined ? undefined : Math.max(0, clock.now() - since),
    };
  }
}
