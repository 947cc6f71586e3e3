import type { ExactJson, SourceRow } from '@agentos-portal/plugin-agentos-common';
import { toInstant } from '../engine/Moment';
import type { SampleJob } from './SampleJob';

const MAX_MESSAGE = 2_000;

/**
 * The last failure of a job that did not complete.
 * @internal
 */
export function errorOf(job: SampleJob) {
  if (job.state === 'completed') return undefined;
  const error = job.attempts.findLast(attempt => attempt.error)?.error;
  return error && { ...error, message: error.message.slice(0, MAX_MESSAGE) };
}

/**
 * What a job was given.
 * @internal
 */
export const argumentsOf = (job: SampleJob) => job.input as unknown as ExactJson;

/**
 * The row of a job in section `jobs`.
 * @internal
 */
export function jobRow(job: SampleJob): SourceRow<'jobs'> {
  const startedAt = job.attempts.at(-1)?.startedAt;
  const error = errorOf(job);
  return {
    id: job.id,
    sourceId: job.sourceId,
    name: job.agent.taskName,
    queue: job.agent.queue,
    state: job.state,
    reason: job.reason,
    priority: job.priority,
    attempt: job.attempts.length,
    maxAttempts: job.agent.attempts,
    progress: job.progress,
    worker: job.worker,
    user: job.user,
    createdAt: toInstant(job.createdAt.at),
    startedAt: startedAt && toInstant(startedAt.at),
    finishedAt: job.finishedAt && toInstant(job.finishedAt.at),
    waitMs: job.waitMs,
    runMs: job.runMs,
    error: error && { type: error.type, message: error.message },
  };
}
