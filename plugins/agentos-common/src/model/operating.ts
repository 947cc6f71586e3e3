import { z } from 'zod';
import { idSchema } from '../identity/id';
import { amount, count, derived, derivedList, given, instant, measured, share } from './field';
import { HEALTH_STATES } from './states';

/**
 * A schedule (job scheduler, beat entry).
 * @public
 */
export const scheduleFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  name: given(z.string().min(1), 'Name of the schedule'),
  queue: measured(z.string(), 'Name of the queue it adds to'),
  pattern: measured(z.string(), 'Cron pattern'),
  timeZone: measured(z.string(), 'Time zone whose clocks the pattern goes by, e.g. `Europe/Berlin`'),
  everyMs: measured(amount, 'Period', 'ms'),
  nextAt: measured(instant, 'Next run'),
  lastAt: measured(instant, 'Last run'),
  paused: measured(z.boolean(), 'True while it adds nothing'),
});

/**
 * The one row `overview`: what the rows of the other sections add up to at the same version.
 * @public
 */
export const dashboardFieldsSchema = z.object({
  id: given(idSchema, '`overview`'),
  workers: given(z.object({ total: count, active: count }), 'Workers known, and those not offline'),
  agents: given(z.object({ total: count, active: count }), 'Agents known, and those `running` or `idle`'),
  queue: given(
    z.object({
      queued: count.nullable(),
      processing: count.nullable(),
      scheduled: count.nullable(),
      failed: count.nullable(),
      completed: count.nullable(),
    }),
    'Sums over the queues; null when no queue measures it',
    'jobs',
  ),
  jobs: given(
    z.object({ today: count.nullable() }),
    "Jobs completed since midnight in the instances' time zones",
    'jobs',
  ),
});

/**
 * Health of an instance: what the health sentence says. One row an instance.
 * @public
 */
export const systemFieldsSchema = z.object({
  id: given(idSchema, 'Id of the instance'),
  title: given(z.string(), 'Title of the instance'),
  environment: measured(z.string(), 'Environment from the configuration'),
  status: derived(z.enum(HEALTH_STATES), 'Worst health over queues, workers and sources of the instance'),
  reasons: derivedList(z.string(), 'What is wrong, worst first'),
  uptimeSeconds: measured(amount, 'How long the portal has run', 's'),
  cpuPercent: measured(amount, 'CPU use of the portal, 100 is one core', '%'),
  memoryBytes: measured(count, 'Resident memory of the portal', 'bytes'),
  sample: given(z.boolean(), 'True when a source of the instance shows sample data'),
});

/**
 * Row `overview:<instance>` sums the last hour; rows `<instance>.<minute>` hold one minute each, for the last 60.
 * @public
 */
export const analyticsFieldsSchema = z.object({
  id: given(idSchema, '`<instance>.overview` or `<instance>.<yyyymmddhhmm>`'),
  kind: given(z.enum(['overview', 'minute']), 'What the row covers: the last hour or one minute'),
  at: given(instant, 'Start of the window'),
  windowMs: given(amount, 'Length of the window', 'ms'),
  created: given(count, 'Jobs created', 'jobs'),
  completed: given(count, 'Jobs completed', 'jobs'),
  failed: given(count, 'Jobs failed for good', 'jobs'),
  successRate: derived(share, 'Completed over finished; null when none finished', '0..1'),
  waitP50Ms: derived(amount, 'Median wait', 'ms'),
  waitP95Ms: derived(amount, '95th percentile of the wait', 'ms'),
  runP50Ms: derived(amount, 'Median run time', 'ms'),
  runP95Ms: derived(amount, '95th percentile of the run time', 'ms'),
  runAvgMs: derived(amount, 'Mean run time', 'ms'),
});

/**
 * A log entry; the section holds the last 200.
 * @public
 */
export const logFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  at: given(instant, 'When it was written'),
  level: given(z.enum(['debug', 'info', 'warn', 'error']), 'Severity'),
  message: given(z.string().max(4000), 'Text, redacted'),
  queue: measured(z.string(), 'Queue it belongs to'),
  agent: measured(z.string(), 'Agent it belongs to'),
  worker: measured(z.string(), 'Worker that wrote it'),
  job: measured(idSchema, 'Job it belongs to'),
});

/**
 * Something the fleet or the portal needs to reach.
 * @public
 */
export const serviceFieldsSchema = z.object({
  id: given(idSchema, 'Id, unique over all sources'),
  name: given(z.string().min(1), 'Name'),
  kind: given(z.string(), 'What it is: `redis`, `database`, `store`, `gateway`, `process`'),
  status: given(z.enum(['up', 'degraded', 'down', 'unknown']), 'Whether it answers'),
  latencyMs: measured(amount, 'Time its last answer took', 'ms'),
  checkedAt: measured(instant, 'When it was asked last'),
  detail: measured(z.string(), 'Address without credentials, version, or the error'),
});

/**
 * An entry of the effective configuration that is safe to show.
 * @public
 */
export const configurationFieldsSchema = z.object({
  id: given(idSchema, 'Key'),
  key: given(z.string(), 'Key as written in app-config'),
  value: measured(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]), 'Value in force'),
  description: measured(z.string(), 'What it does'),
});
