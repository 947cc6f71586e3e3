import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import type { CeleryKeys } from '../redis/CeleryKeys';
import { celeryRowId } from '../rowIds';
import type { RoundFindings } from '../rounds/TaskRound';
import type { TaskModel } from '../tasks/TaskModel';
import { queueOf } from '../tasks/taskRow';
import type { KnownWorker } from '../workers/KnownWorker';
import { OldestWaiting } from './OldestWaiting';

/** @internal */
export interface QueueCollectorOptions {
  sourceId: string;
  connection: Pick<RedisConnection, 'run'>;
  keys: CeleryKeys;
  tasks: TaskModel;
  workers: () => KnownWorker[];
  /** False where workers must not be asked: nobody knows then who consumes what. */
  asksWorkers: boolean;
  /** No worker is to take tasks from it. */
  isPaused: (queue: string) => boolean;
}

interface Figures {
  processing: number;
  scheduled: number;
}

const NONE: Figures = { processing: 0, scheduled: 0 };

/** Messages by queue that were taken and not acknowledged. */
function countUnacked({ unacked, orphaned }: RoundFindings) {
  const counts = new Map<string, { unacked: number; orphaned: number }>();
  for (const { task } of unacked.messages) {
    if (task.queue === undefined) continue;
    const count = counts.get(task.queue) ?? { unacked: 0, orphaned: 0 };
    count.unacked += 1;
    if (orphaned?.has(task.id)) count.orphaned += 1;
    counts.set(task.queue, count);
  }
  return counts;
}

/**
 * Reads section `queues`: depths from Redis, in one pipeline for all; who consumes and what runs from what workers told.
 * @internal
 */
export class QueueCollector {
  private readonly oldest: OldestWaiting;
  private findings: RoundFindings | undefined;

  constructor(private readonly options: QueueCollectorOptions) {
    this.oldest = new OldestWaiting(options.tasks);
  }

  /** What the last round found. */
  note(findings: RoundFindings) {
    this.findings = findings;
    this.oldest.note(findings);
  }

  /** @throws ServiceUnavailableError when Redis does not answer */
  async collect(queues: readonly string[]): Promise<ObservedRow[]> {
    const depths = await this.depths(queues);
    const workers = this.options.workers();
    const isTold = this.options.asksWorkers && workers.every(worker => worker.queues !== undefined);
    const unattributed = this.unattributed(workers);
    const figures = this.figures();
    const { findings } = this;
    const counts = findings?.unacked.isWhole ? countUnacked(findings) : undefined;
    return queues.map(queue => {
      const { processing, scheduled } = figures.get(queue) ?? NONE;
      const isKnown = unattributed !== undefined && !unattributed.has(queue);
      const waits = (depths.get(queue) ?? 0) > 0;
      return {
        id: celeryRowId(this.options.sourceId, queue),
        sourceId: queue,
        name: queue,
        paused: this.options.isPaused(queue),
        queued: depths.get(queue),
        processing: isKnown ? processing : undefined,
        scheduled: isKnown ? scheduled : undefined,
        consumers: isTold
          ? workers.filter(worker => worker.queues!.some(({ name }) => name === queue)).length
          : undefined,
        oldestQueuedMs: waits ? this.oldest.ageMs(queue) : undefined,
        unacked: counts && (counts.get(queue)?.unacked ?? 0),
        orphaned: counts && findings?.orphaned && (counts.get(queue)?.orphaned ?? 0),
      };
    });
  }

  /** Length of all lists of a queue; undefined where one of its keys belongs to something else. */
  private async depths(queues: readonly string[]): Promise<Map<string, number | undefined>> {
    const lists = queues.flatMap(queue => this.options.keys.queueLists(queue).map(key => ({ queue, key })));
    const lengths = await this.options.connection.run(lists.map(({ key }) => ['LLEN', key]));
    const depths = new Map<string, number | undefined>(queues.map(queue => [queue, 0]));
    lists.forEach(({ queue }, index) => {
      const length = toCount(lengths[index]);
      const sum = depths.get(queue);
      depths.set(queue, length === undefined || sum === undefined ? undefined : sum + length);
    });
    return depths;
  }

  private figures() {
    const figures = new Map<string, Figures>();
    for (const { facts, view } of this.options.tasks.underWay()) {
      const queue = queueOf(facts);
      if (queue === undefined) continue;
      const { processing, scheduled } = figures.get(queue) ?? NONE;
      figures.set(queue, {
        processing: processing + (view.state === 'processing' ? 1 : 0),
        scheduled: scheduled + (view.state === 'scheduled' ? 1 : 0),
      });
    }
    return figures;
  }

  /**
   * Queues of which nobody knows how many of their tasks run: tasks under way whose queue nobody told may be of any that their worker
   * consumes. Undefined: of any queue at all.
   */
  private unattributed(workers: readonly KnownWorker[]): Set<string> | undefined {
    const queues = new Set<string>();
    const byName = new Map(workers.map(worker => [worker.name, worker.queues]));
    for (const { facts, view } of this.options.tasks.underWay()) {
      if (queueOf(facts) !== undefined || (view.state !== 'processing' && view.state !== 'scheduled'))
        continue;
      const consumed = byName.get(view.worker ?? '');
      if (!consumed) return undefined;
      for (const { name } of consumed) queues.add(name);
    }
    return queues;
  }
}
