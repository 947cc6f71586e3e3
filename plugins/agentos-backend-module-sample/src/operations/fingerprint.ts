import { OPERATIONS, type OperationKind, parseRowId } from '@agentos-portal/plugin-agentos-common';
import type { SampleEngine } from '../engine/SampleEngine';

/**
 * What of a target an operation would change; undefined when it is gone. The engine dies with the portal, so an operation that
 * was cut short finds its targets gone.
 * @internal
 */
export function fingerprintOf(engine: SampleEngine, kind: OperationKind, id: string): string | undefined {
  if (OPERATIONS[kind].section === 'queues') {
    const queue = engine.queues.get(parseRowId(id)?.[1] ?? '');
    return queue && `paused ${queue.paused}`;
  }
  if (OPERATIONS[kind].section === 'workers') {
    const worker = engine.workers.find(known => known.id === id);
    return worker && `draining ${worker.draining}`;
  }
  const job = engine.jobs.get(id);
  return job && `${job.state} ${job.timeline.length}`;
}
