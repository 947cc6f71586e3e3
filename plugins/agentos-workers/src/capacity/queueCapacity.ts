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
 * The capacity of each queue: those nobody consumes first, then the fullest.
 * @internal
 */
export function queueCapacity(queues: readonly QueueRow[], workers: readonly WorkerRow[]): QueueCapacity[] {
  return queues
    .map(queue => {
      const own = workers.filter(
        worker => isLive(worker) && worker.source === queue.source && worker.queues.includes(queue.name),
      );
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

/**
 * Share of the slots in use, 0 to 1; 0 where it cannot be known.
 * @internal
 */
export const usage = ({ busy, slots }: Pick<QueueCapacity, 'busy' | 'slots'>): number =>
  busy === undefined || !slots ? 0 : busy / slots;
