import { z } from 'zod';
import { idSchema } from '../identity/id';
import { amount, count, derived, derivedList, given, instant, list, measured, score, share } from './field';
import { WORKER_TIERS } from './states';

/**
 * A worker process. A dead worker's row stays 1 h (`agentos.retention.workers`) with `tier: offline`.
 * @public
 */
export const workerFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  sourceId: given(z.string(), 'Id of the worker in its own engine'),
  name: given(z.string().min(1), 'Name of the worker'),
  hostname: measured(z.string(), 'Host it runs on'),
  kind: given(z.string(), 'Engine of the worker: `bullmq`, `celery`, `sample`'),
  tier: derived(z.enum(WORKER_TIERS), 'See scoring, worker tier; a source states `offline` when it knows'),
  reasons: derivedList(z.string(), 'Why the tier is not `healthy`'),
  queues: list(z.string(), 'Names of the queues it consumes'),
  concurrency: measured(count, 'Jobs it can run at once', 'jobs'),
  active: measured(count, 'Jobs it runs now', 'jobs'),
  draining: measured(z.boolean(), 'Whether it was told to take no further jobs'),
  processed: measured(count, 'Jobs it finished since it started', 'jobs'),
  failed: measured(count, 'Of those, jobs that failed', 'jobs'),
  successRate: derived(share, 'Completed jobs over finished jobs of the last 15 minutes', '0..1'),
  cpuPercent: measured(amount, 'CPU use of the process, 100 is one core', '%'),
  memoryBytes: measured(count, 'Resident memory of the process', 'bytes'),
  throughputPerMinute: derived(amount, 'Jobs finished per minute over the last 15 minutes', 'jobs/min'),
  lastHeartbeatAt: measured(instant, 'Last sign of life the source got from it'),
  startedAt: measured(instant, 'When the process started'),
  version: measured(z.string(), 'Version of its engine library'),
  score: derived(score, 'See scoring, worker score', '0..100'),
});
