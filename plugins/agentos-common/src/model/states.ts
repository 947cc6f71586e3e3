import { z } from 'zod';

/**
 * Job states over all engines. `lost` and `unknown` come with a reason.
 * @public
 */
export const JOB_STATES = [
  'queued',
  'scheduled',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'retrying',
  'lost',
  'unknown',
] as const;

/** @public */
export type JobState = (typeof JOB_STATES)[number];

/** @public */
export const jobStateSchema = z.enum(JOB_STATES);

/**
 * Worker tiers, best first.
 * @public
 */
export const WORKER_TIERS = ['healthy', 'degraded', 'critical', 'offline'] as const;

/** @public */
export type WorkerTier = (typeof WORKER_TIERS)[number];

/**
 * Health of queues, agents, pipelines and instances, best first; `unknown` when nothing was measured.
 * @public
 */
export const HEALTH_STATES = ['healthy', 'degraded', 'critical', 'unknown'] as const;

/** @public */
export type Health = (typeof HEALTH_STATES)[number];

/**
 * Objective states: `pending` while time is left, `at_risk` when more than 80 % of it is used.
 * @public
 */
export const OBJECTIVE_STATES = ['pending', 'at_risk', 'met', 'breached'] as const;

/** @public */
export type ObjectiveState = (typeof OBJECTIVE_STATES)[number];
