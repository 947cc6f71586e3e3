import { z } from 'zod';
import { idSchema } from '../identity/id';
import { amount, count, derived, derivedList, given, instant, list, measured, score, share } from './field';
import { HEALTH_STATES } from './states';

/**
 * Status of an agent: `running` has a job, `idle` has none, `failing` fails more than half, `offline` has no worker.
 * @public
 */
export const AGENT_STATUSES = ['running', 'idle', 'failing', 'paused', 'offline', 'unknown'] as const;

/** @public */
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/**
 * An AI pipeline agent: a name for task names and a queue.
 * @public
 */
export const agentFieldsSchema = z.object({
  id: given(idSchema, 'Id from the configuration'),
  name: given(z.string().min(1), 'Title'),
  pipeline: measured(z.string(), 'Id of its pipeline'),
  position: measured(count, 'Place in the pipeline, from 0'),
  status: derived(z.enum(AGENT_STATUSES), 'What it does now'),
  reasons: derivedList(z.string(), 'Why the status is `failing`, `paused`, `offline` or `unknown`'),
  queue: measured(z.string(), 'Name of its queue'),
  taskNames: list(z.string(), 'Names of the jobs it runs'),
  workers: derived(count, 'Live workers that consume its queue', 'workers'),
  jobsPerHour: derived(amount, 'Jobs finished in the last hour', 'jobs/h'),
  successRate: derived(share, 'Completed jobs over finished jobs of the last hour', '0..1'),
  p50Ms: derived(amount, 'Median run time of the last hour', 'ms'),
  p95Ms: derived(amount, '95th percentile of the run time of the last hour', 'ms'),
  lastRunAt: derived(instant, 'When a job of it finished last'),
  configVersion: measured(count, 'Version of its configuration'),
  score: derived(score, 'See scoring, agent score', '0..100'),
  objective: derived(
    z.object({
      targetMs: z.number(),
      attainment: share.nullable(),
      status: z.enum(['met', 'at_risk', 'breached', 'pending']),
    }),
    'Objective for the run time: share of the last hour within it',
  ),
  entityRef: measured(z.string(), 'Entity ref of its catalog entity'),
});

/**
 * A pipeline of agents.
 * @public
 */
export const pipelineFieldsSchema = z.object({
  id: given(idSchema, 'Id from the configuration'),
  name: given(z.string().min(1), 'Title'),
  agents: list(z.string(), 'Ids of its agents in order'),
  status: derived(z.enum(HEALTH_STATES), 'Worst health over its agents and their queues'),
  reasons: derivedList(z.string(), 'Why the status is not `healthy`'),
  throughputPerMinute: derived(amount, 'Jobs its last agent finished per minute over 15 minutes', 'jobs/min'),
  successRate: derived(share, 'Product of the success rates of its agents', '0..1'),
  p95Ms: derived(amount, 'Sum of the 95th percentiles of its agents', 'ms'),
  bottleneck: derived(
    z.string(),
    'Id of the agent whose queue would take longest to empty at its present rate',
  ),
});
