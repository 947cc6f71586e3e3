import { rowId, type SourceRow } from '@agentos-portal/plugin-agentos-common';
import type { SampleEngine } from '../engine/SampleEngine';
import { between } from '../engine/Moment';
import type { SampleQueue } from './SampleQueue';

/**
 * The row of a queue in section `queues`. A job that waits for its next attempt counts as scheduled.
 * @internal
 */
export function queueRow(engine: SampleEngine, queue: SampleQueue): SourceRow<'queues'> {
  const { name, oldest } = queue;
  const { jobs } = engine;
  return {
    id: rowId(engine.identity.source, name),
    sourceId: name,
    name,
    paused: queue.paused,
    queued: jobs.count(name, 'queued'),
    scheduled: jobs.count(name, 'scheduled', 'retrying'),
    processing: jobs.count(name, 'processing'),
    failed: jobs.count(name, 'failed'),
    completed: jobs.count(name, 'completed'),
    consumers: engine.consumersOf(name),
    oldestQueuedMs: oldest && between(oldest.readyAt!, engine.moment()),
  };
}
