import type { QueueRow, WorkerRow } from '@agentos-portal/plugin-agentos-common';

/**
 * How much of its workers a queue uses.
 * @internal
 */
export interface QueueCapacity {
  id: string;
  name: string;
  /** Jobs of the queue being run; undefined when not measured. */
  busy: number | undefined;
  /** Jobs its live workers can run at once; undefined when no worker says. Workers of several queues count in each of them. */
  slots: number | undefined;
  /** Whether a worker of it also serves another queue. */
  isShared: boolean;
  queued: number | null;
  /** Nobody consumes it. */
  isUnattended: boolean;
}

/**
 * Whether a worker can take jobs.
 * @internal
 */
export const isLive = ({ tier }: Pick<WorkerRow, 'tier'>): boolean => tier !== 'offline';

/**
 * Share of the slots in use, 0 to 1; 0 where it cannot be known.
 * @internal
 */
export const usage = ({ busy, slots }: Pick<QueueCapacity, 'busy' | 'slots'>): number =>
  busy === undefined || !slots ? 0 : busy / slots;

/** A queue is known by its name within its source; no id holds a line break. */
const keyOf = ({ source, name }: Pick<QueueRow, 'source' | 'name'>) => `${source}\n${name}`;

function consumersByQueue(workers: readonly WorkerRow[]): Map<string, WorkerRow[]> {
  const consumers = new Map<string, WorkerRow[]>();
  for (const worker of workers.filter(isLive)) {
    for (const name of worker.queues) {
      const key = keyOf({ source: worker.source, name });
      const known = consumers.get(key);
      if (known) known.push(worker);
      else consumers.set(key, [worker]);
    }
  }
  return consumers;
}

/**
 * The capacity of each queue: those nobody consumes first, then the fullest.
 * @internal
 */
export function queueCapacity(queues: readonly QueueRow[], workers: readonly WorkerRow[]): QueueCapacity[] {
  const consumers = consumersByQueue(workers);
  return queues
    .map(queue => {
      const own = consumers.get(keyOf(queue)) ?? [];
      const sized = own.filter(({ concurrency }) => concurrency !== null);
      return {
        id: queue.id,
        name: queue.name,
        busy: queue.processing ?? undefined,
        slots:
          sized.length === 0 ? undefined : sized.reduce((sum, worker) => sum + (worker.concurrency ?? 0), 0),
        isShared: own.some(worker => worker.queues.length > 1),
        queued: queue.queued,
        // What the queue says of its consumers counts; a source that does not say is judged by the workers it lists.
        isUnattended: (queue.consumers ?? own.length) === 0,
      };
    })
    .sort(
      (a, b) =>
        Number(b.isUnattended) - Number(a.isUnattended) ||
        usage(b) - usage(a) ||
        a.name.localeCompare(b.name),
    );
}
