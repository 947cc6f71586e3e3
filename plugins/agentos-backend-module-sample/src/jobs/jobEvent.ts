import type { EventName } from '@agentos-portal/plugin-agentos-common';
import type { SourceEvent } from '@agentos-portal/plugin-agentos-node';
import type { JobTransition } from '../engine/EngineObserver';
import { jobRow } from './jobRow';
import type { SampleJob } from './SampleJob';

type Field = keyof ReturnType<typeof jobRow>;

const ALWAYS: Field[] = ['name', 'queue', 'worker', 'state', 'attempt', 'maxAttempts'];

// A start is told once with its wait, an end once with its run time: whoever counts them counts each once.
const EVENTS: Record<JobTransition, { name: EventName; fields: Field[] } | undefined> = {
  created: { name: 'job:created', fields: [] },
  ready: undefined,
  started: { name: 'job:processing', fields: ['waitMs'] },
  progressed: { name: 'job:processing', fields: ['progress'] },
  retrying: { name: 'job:processing', fields: ['error'] },
  returned: { name: 'job:processing', fields: ['error'] },
  completed: { name: 'job:completed', fields: ['runMs'] },
  failed: { name: 'job:failed', fields: ['runMs', 'error'] },
  cancelled: { name: 'job:cancelled', fields: ['reason'] },
  retried: undefined,
  lost: { name: 'job:failed', fields: ['reason', 'error'] },
};

/**
 * The domain event of a transition.
 * @returns undefined for a transition that only the row tells
 * @internal
 */
export function jobEvent(
  job: SampleJob,
  transition: JobTransition,
): Omit<SourceEvent, 'id' | 'at'> | undefined {
  const event = EVENTS[transition];
  if (!event) return undefined;
  const row = jobRow(job);
  const payload: Record<string, unknown> = { jobId: job.id };
  for (const field of [...ALWAYS, ...event.fields]) {
    if (row[field] !== undefined) payload[field] = row[field];
  }
  if (job.user) payload.userId = job.user;
  return { name: event.name, payload };
}
