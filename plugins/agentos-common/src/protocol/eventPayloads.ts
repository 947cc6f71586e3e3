import { z } from 'zod';
import { idSchema } from '../identity/id';
import { HEALTH_STATES, JOB_STATES, WORKER_TIERS } from '../model/states';
import type { EventName } from './events';

// Long texts are cut by the engine, not refused.
const text = z.string();

const error = z.object({ type: text.nullish(), message: text, fingerprint: text.nullish() });

// `user_id` is what services written in Python send.
const withUser = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ ...shape, userId: text.optional(), user_id: text.optional() });

const job = withUser({
  jobId: idSchema,
  name: text,
  queue: text.optional(),
  agent: text.optional(),
  pipeline: text.optional(),
  worker: text.optional(),
  state: z.enum(JOB_STATES).optional(),
  attempt: z.number().int().nonnegative().optional(),
  maxAttempts: z.number().int().nonnegative().optional(),
  progress: z.number().min(0).max(1).optional(),
  waitMs: z.number().nonnegative().optional(),
  runMs: z.number().nonnegative().optional(),
  error: error.optional(),
  reason: text.optional(),
});

const worker = z.object({
  workerId: idSchema,
  name: text.optional(),
  queues: z.array(text).max(200).optional(),
  tier: z.enum(WORKER_TIERS).optional(),
  previous: z.enum(WORKER_TIERS).optional(),
  reasons: z.array(text).max(20).optional(),
});

const health = z.object({
  status: text.optional(),
  previous: text.optional(),
  reasons: z.array(text).max(50).optional(),
});

/**
 * Payload of each event. Durations are ms, progress is 0 to 1, `userId` is an entity ref or a name of `agentos.users`.
 * A failure that will be tried again is `job:processing` with `state: retrying`; `job:failed` is final.
 * @public
 */
export const EVENT_PAYLOADS = {
  'job:created': job,
  'job:processing': job,
  'job:completed': job,
  'job:failed': job,
  'job:cancelled': job,
  'worker:heartbeat': worker,
  'worker:offline': worker,
  'worker:online': worker,
  'worker:health': worker,
  'queue:threshold_warning': z.object({
    queueId: idSchema.optional(),
    queue: text,
    queued: z.number().int().nonnegative().nullable().optional(),
    oldestQueuedMs: z.number().nonnegative().nullable().optional(),
    health: z.enum(HEALTH_STATES).optional(),
    previous: z.enum(HEALTH_STATES).optional(),
    reasons: z.array(text).max(20).optional(),
  }),
  'system:health_check': health.extend({ instance: text.optional() }),
  'agent:updated': health.extend({ agentId: idSchema, name: text.optional() }),
  'agent:config': withUser({
    agentId: idSchema,
    version: z.number().int().optional(),
    actor: text.optional(),
  }),
  'pipeline:status': health.extend({ pipelineId: idSchema, name: text.optional() }),
  'operation:progress': withUser({
    operationId: idSchema,
    kind: text,
    state: text,
    counts: z.record(text, z.number()).optional(),
  }),
} satisfies Record<EventName, z.ZodObject>;
