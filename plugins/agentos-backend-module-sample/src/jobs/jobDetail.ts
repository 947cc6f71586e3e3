import type { JobDetail } from '@agentos-portal/plugin-agentos-node';
import type { JsonValue } from '@backstage/types';
import { toInstant } from '../engine/Moment';
import { errorOf, jobRow } from './jobRow';
import type { SampleJob } from './SampleJob';

/**
 * Everything the engine knows of a job.
 * @internal
 */
export function jobDetail(job: SampleJob): JobDetail {
  return {
    job: jobRow(job),
    args: job.input as JsonValue,
    result: job.result as JsonValue | undefined,
    attempts: job.attempts.map((attempt, index) => ({
      attempt: index + 1,
      startedAt: toInstant(attempt.startedAt.at),
      finishedAt: attempt.finishedAt && toInstant(attempt.finishedAt.at),
      error: attempt.error?.message,
      stack: attempt.error?.stack,
    })),
    timeline: job.timeline.map(({ at, ...entry }) => ({
      at: toInstant(at),
      ...entry,
    })),
    error: errorOf(job),
    flow: { parent: job.parent, children: [...job.children] },
  };
}
