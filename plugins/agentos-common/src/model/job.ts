import { z } from 'zod';
import { idSchema } from '../identity/id';
import { amount, count, derived, given, instant, measured, share } from './field';
import { jobStateSchema, OBJECTIVE_STATES } from './states';

/**
 * A failure as shown in lists: no payload, no stack.
 * @public
 */
export const jobErrorSchema = z.object({
  type: z.string().nullable().default(null),
  message: z.string().max(2000),
  fingerprint: z.string().max(64).nullable().default(null),
});

/**
 * The objective of one job.
 * @public
 */
export const jobObjectiveSchema = z.object({
  targetMs: z.number(),
  deadline: instant,
  status: z.enum(OBJECTIVE_STATES),
});

/**
 * A job, without arguments, result and logs.
 * @public
 */
export const jobFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  sourceId: given(z.string(), 'Id of the job in its own engine'),
  name: given(z.string(), 'Name of the job or task'),
  queue: measured(z.string(), 'Name of its queue'),
  state: given(jobStateSchema, 'State'),
  reason: measured(z.string(), 'Why the state is what it is (`lost`, `unknown`, `cancelled`)'),
  priority: measured(z.number(), 'Priority as its engine states it'),
  attempt: measured(count, 'Attempts made so far', 'attempts'),
  maxAttempts: measured(count, 'Attempts allowed', 'attempts'),
  progress: measured(share, 'Reported progress', '0..1'),
  agent: derived(z.string(), 'Id of the agent the job belongs to'),
  pipeline: derived(z.string(), 'Id of the pipeline the job belongs to'),
  worker: measured(z.string(), 'Id of the worker row that runs or ran it'),
  user: measured(z.string(), 'Entity ref of the person the job runs for'),
  createdAt: measured(instant, 'When it was created, or seen first where its engine does not tell'),
  startedAt: measured(instant, 'When its last attempt started'),
  finishedAt: measured(instant, 'When it finished'),
  waitMs: measured(amount, 'Time from ready to started', 'ms'),
  runMs: measured(amount, 'Time from started to finished', 'ms'),
  error: measured(jobErrorSchema, 'Its last failure'),
  objective: derived(jobObjectiveSchema, 'Its objective and where it stands'),
  retryOf: measured(idSchema, 'Id of the job this one repeats'),
});
