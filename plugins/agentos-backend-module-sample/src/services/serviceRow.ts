import { rowId, type SourceRow } from '@agentos-portal/plugin-agentos-common';
import { toInstant } from '../engine/Moment';
import type { SampleEngine } from '../engine/SampleEngine';

/**
 * The row of the engine itself in section `services`.
 * @param skipped - runs left out as too many jobs waited
 * @internal
 */
export function serviceRow(engine: SampleEngine, skipped: number): SourceRow<'services'> {
  const { identity, jobs, workers } = engine;
  const present = workers.filter(worker => worker.present).length;
  const detail = [
    'runs inside the portal',
    `${present} of ${workers.length} workers`,
    `${jobs.live} live jobs, ${jobs.size - jobs.live} finished ones kept`,
  ];
  if (skipped > 0) detail.push(`${skipped} runs left out, the queues are full`);
  return {
    id: rowId(identity.source, 'engine'),
    name: `Sample engine ${identity.source}`,
    kind: 'process',
    status: 'up',
    checkedAt: toInstant(engine.moment().at),
    detail: detail.join(', '),
  };
}
