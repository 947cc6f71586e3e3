import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { WorkerConnection } from '../workers/ClientList';
import type { OldestQueued } from './OldestQueued';
import { type QueueActivity, Readings } from './QueueActivity';
import { CHECK_MS, type QueueCounter } from './QueueCounter';

/** @internal */
export interface QueueCollectorOptions {
  sourceId: string;
  activity: QueueActivity;
  counter: QueueCounter;
  oldest: OldestQueued;
  clock: Clock;
}

/**
 * Reads section `queues`. A queue that does not exist (yet) has a row with zeros.
 * @internal
 */
export class QueueCollector {
  /** Since when the oldest job of each queue waits, ms since epoch. */
  private readonly since: Readings<number | undefined>;

  constructor(private readonly options: QueueCollectorOptions) {
    this.since = new Readings(options.activity, options.clock, CHECK_MS);
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
    const [connected] = await Promise.all([workers, this.read(queues)]);
    return queues.map(queue => this.row(queue, connected));
  }

  private async read(queues: readonly string[]) {
    const { counter, oldest } = this.options;
    const due = this.since.due(queues);
    const keep = due.map(queue => this.since.begin(queue));
    await counter.refresh(queues);
    const since = await oldest.read(new Map(due.map(queue => [queue, counter.counts(queue)!])));
    due.forEach((queue, index) => keep[index](since.get(queue)));
  }

  private row(queue: string, workers: WorkerConnection[] | undefined): ObservedRow {
    const { sourceId, clock, counter } = this.options;
    const { lists, ...fields } = counter.counts(queue)!;
    const since = this.since.get(queue);
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
