import {
  errorFingerprint,
  jobObjectiveStatus,
  type JobRow,
  queueHealth,
  type QueueRow,
  queueScore,
  type WorkerRow,
  workerScore,
  workerTier,
} from '@agentos-portal/plugin-agentos-common';
import { successRate } from '../analytics';
import type { AgentSettings, InstanceSettings } from '../settings';
import { type DeriveContext, orNull, SHORT_WINDOW, type UnstampedRow } from './DeriveContext';

type Unstamped<T> = Omit<T, 'rev'>;

const round = (value: number) => Math.round(value * 100) / 100;

const instanceOf = (context: Pick<DeriveContext, 'instances'>, id: string) =>
  context.instances.find(instance => instance.id === id);

function enrichQueue(row: Unstamped<QueueRow>, context: DeriveContext): Unstamped<QueueRow> {
  const rollup = context.rollups.window(`queue:${row.id}`, SHORT_WINDOW);
  const objectives = instanceOf(context, row.instance)?.objectives ?? [];
  const finished = rollup.completed + rollup.failed;
  const measured = {
    ...row,
    completedToday: row.completedToday ?? context.daily.count(row.instance, row.id),
    throughputPerMinute: row.throughputPerMinute ?? (finished === 0 ? null : round(finished / SHORT_WINDOW)),
    waitP95Ms: row.waitP95Ms ?? orNull(rollup.wait.percentile(0.95)),
    successRate: row.successRate ?? orNull(successRate(rollup, context.thresholds.minimumJobs)),
    objectiveMs:
      row.objectiveMs ??
      objectives.find(objective => objective.queue === row.name)?.waitMs ??
      context.thresholds.waitMs,
  };
  return {
    ...measured,
    ...queueHealth(measured, context.thresholds),
    score: orNull(queueScore(measured, context.thresholds).score),
  };
}

function enrichWorker(row: Unstamped<WorkerRow>, context: DeriveContext): Unstamped<WorkerRow> {
  const rollup = context.rollups.window(`worker:${row.id}`, SHORT_WINDOW);
  const finished = rollup.completed + rollup.failed;
  const measured = {
    ...row,
    throughputPerMinute: row.throughputPerMinute ?? (finished === 0 ? null : round(finished / SHORT_WINDOW)),
    successRate: row.successRate ?? orNull(successRate(rollup, context.thresholds.minimumJobs)),
  };
  if (row.tier === 'offline') return { ...measured, score: null };
  const age = context.heartbeatAgeMs(row.id);
  const { tier, reasons } = workerTier(measured, age, context.thresholds);
  return {
    ...measured,
    // What its source has to say against it degrades it at least.
    tier: tier === 'healthy' && row.reasons.length > 0 ? 'degraded' : tier,
    reasons: [...reasons, ...row.reasons],
    score: orNull(workerScore(measured, age, context.thresholds).score),
  };
}

const ranBy = (agents: readonly AgentSettings[], job: { name: string; queue?: string | null }) =>
  agents.find(agent => agent.taskNames.includes(job.name)) ??
  agents.find(agent => agent.queue !== undefined && agent.queue === job.queue);

/**
 * The agent a job belongs to: by task name first, then by queue. Those of the configuration come before those of the catalog, which anybody
 * who may register an entity can add to.
 * @internal
 */
export const agentOf = (
  instance: InstanceSettings | undefined,
  job: { name: string; queue?: string | null },
) =>
  instance &&
  (ranBy(
    instance.agents.filter(agent => !agent.isNamedByEntity),
    job,
  ) ??
    ranBy(
      instance.agents.filter(agent => agent.isNamedByEntity),
      job,
    ));

/** Agent, pipeline and objective of a job. @internal */
export function enrichJob(
  row: Unstamped<JobRow>,
  context: Pick<DeriveContext, 'instances' | 'now'>,
): Unstamped<JobRow> {
  const instance = instanceOf(context, row.instance);
  const agent = agentOf(instance, row);
  const targetMs = instance?.objectives.find(
    objective =>
      objective.targetMs !== undefined &&
      (objective.name === row.name || (agent !== undefined && objective.agent === agent.id)),
  )?.targetMs;
  return {
    ...row,
    agent: row.agent ?? agent?.id ?? null,
    pipeline: row.pipeline ?? agent?.pipeline ?? null,
    error: row.error && {
      ...row.error,
      fingerprint:
        row.error.fingerprint ??
        errorFingerprint({ name: row.error.type ?? undefined, message: row.error.message }).id,
    },
    objective: row.objective ?? objectiveOf(row, targetMs, context.now),
  };
}

function objectiveOf(row: Unstamped<JobRow>, targetMs: number | undefined, now: number) {
  if (targetMs === undefined || row.createdAt === null) return null;
  const created = Date.parse(row.createdAt);
  const finished = row.finishedAt !== null;
  const end = row.finishedAt === null ? now : Date.parse(row.finishedAt);
  return {
    targetMs,
    deadline: new Date(created + targetMs).toISOString(),
    status: jobObjectiveStatus(end - created, targetMs, finished),
  };
}

/**
 * Fields the engine adds to collected rows, by section. A value that its source gave is kept.
 * @internal
 */
export const ENRICH = {
  queues: enrichQueue,
  workers: enrichWorker,
  jobs: enrichJob,
  // The rows were parsed by the section's schema before: the table is the one place that says so.
} as unknown as Record<string, ((row: UnstampedRow, context: DeriveContext) => UnstampedRow) | undefined>;
