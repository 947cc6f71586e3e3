import { z } from 'zod';
import { idSchema } from '../identity/id';
import { amount, count, derived, derivedList, given, measured, score, share } from './field';
import { HEALTH_STATES } from './states';

/**
 * A queue. Counts are the engine's own retained numbers.
 * @public
 */
export const queueFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  sourceId: given(z.string(), 'Id of the queue in its own engine'),
  name: given(z.string().min(1), 'Name of the queue'),
  paused: measured(z.boolean(), 'True while the queue hands out no jobs'),
  queued: measured(count, 'Jobs ready to run', 'jobs'),
  scheduled: measured(count, 'Jobs with a later start', 'jobs'),
  processing: measured(count, 'Jobs being run', 'jobs'),
  unacked: measured(count, 'Jobs a worker took and has not acknowledged, running ones among them', 'jobs'),
  orphaned: measured(
    count,
    'Of those, jobs whose worker is gone: they wait until the engine gives them out again',
    'jobs',
  ),
  failed: measured(count, 'Failed jobs the engine still keeps', 'jobs'),
  completed: measured(count, 'Completed jobs the engine still keeps', 'jobs'),
  completedToday: derived(count, "Jobs completed since midnight in the instance's time zone", 'jobs'),
  consumers: measured(count, 'Workers that consume the queue; 0 says that nobody does', 'workers'),
  concurrencyLimit: measured(
    count,
    'Most of its jobs that run at once, over all workers; null without such a limit',
    'jobs',
  ),
  rateLimit: measured(
    count,
    'Most of its jobs that start within `rateWindowMs`; null without such a limit',
    'jobs',
  ),
  rateWindowMs: measured(amount, 'Window of the rate limit', 'ms'),
  oldestQueuedMs: measured(amount, 'Age of the oldest job ready to run; null when none waits', 'ms'),
  throughputPerMinute: derived(amount, 'Jobs finished per minute over the last 15 minutes', 'jobs/min'),
  waitP95Ms: derived(amount, '95th percentile of the wait of jobs started in the last 15 minutes', 'ms'),
  successRate: derived(share, 'Completed jobs over finished jobs of the last 15 minutes', '0..1'),
  objectiveMs: derived(amount, 'Objective for the wait of a job', 'ms'),
  health: derived(z.enum(HEALTH_STATES), 'See scoring, queue health'),
  reasons: derivedList(z.string(), 'Why the health is not `healthy`'),
  score: derived(score, 'See scoring, queue score', '0..100'),
});
