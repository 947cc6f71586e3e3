import type { SourceRow } from '@agentos-portal/plugin-agentos-common';
import { toInstant } from '../engine/Moment';
import type { SampleWorker } from './SampleWorker';

/**
 * When the worker's last heartbeat came, as its row shows it.
 * @internal
 */
export const lastHeartbeatAt = (worker: SampleWorker) =>
  worker.lastHeartbeatAt && toInstant(worker.lastHeartbeatAt.at);

/**
 * The row of a worker in section `workers`. CPU and memory are left out: the workers share the portal's process, and nobody
 * measures what each of them uses.
 * @internal
 */
export function workerRow(worker: SampleWorker): SourceRow<'workers'> {
  const { name, hostname, queues, concurrency } = worker.plan;
  return {
    id: worker.id,
    sourceId: name,
    name,
    hostname,
    kind: 'sample',
    queues: [...queues],
    concurrency,
    active: worker.held.size,
    draining: worker.draining,
    processed: worker.processed,
    failed: worker.failed,
    lastHeartbeatAt: lastHeartbeatAt(worker),
    startedAt: worker.startedAt && toInstant(worker.startedAt.at),
  };
}
