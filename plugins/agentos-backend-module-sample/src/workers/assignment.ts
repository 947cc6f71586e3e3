import type { SampleQueue } from '../queues/SampleQueue';
import type { SampleWorker } from './SampleWorker';

function freest(workers: readonly SampleWorker[], queue: string) {
  return workers
    .filter(worker => worker.alive && !worker.draining && worker.load < 1)
    .filter(worker => worker.consumes(queue))
    .sort((a, b) => a.load - b.load || a.lastGiven - b.lastGiven)[0];
}

/**
 * Which queue's next job goes to which worker: among the queues that somebody can serve the one whose next job has waited
 * longest, and among its workers the one with the most room, then the one whose last job is longest ago.
 * @returns undefined when nothing waits or nobody has room
 * @internal
 */
export function nextAssignment(
  queues: Iterable<SampleQueue>,
  workers: readonly SampleWorker[],
): { queue: SampleQueue; worker: SampleWorker } | undefined {
  return [...queues]
    .flatMap(queue => {
      const worker = queue.head && freest(workers, queue.name);
      return worker ? [{ queue, worker }] : [];
    })
    .sort((a, b) => a.queue.head!.place! - b.queue.head!.place!)[0];
}
