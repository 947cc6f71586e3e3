import {
  failed,
  GONE,
  hasNoAnswer,
  type Outcome,
  skipped,
} from '@agentos-portal/plugin-agentos-node/operations';
import { ErrorCode } from 'bullmq';
import type { Place, PlacedJob } from './JobPlaces';

const WORDS: Record<Place, string> = {
  active: 'it runs',
  failed: 'it has failed',
  completed: 'it has completed',
  delayed: 'it waits for its time',
  prioritized: 'it waits',
  'waiting-children': 'it waits for its children',
  waiting: 'it waits',
};

/**
 * Why nothing is done to a job where it is now.
 * @param wanted - where it has to be
 * @internal
 */
export function refusalOf(job: PlacedJob | undefined, wanted: readonly Place[]): Outcome | undefined {
  if (!job) return GONE;
  if (wanted.includes(job.place)) return undefined;
  return skipped(job.place === 'active' ? 'RUNNING' : 'STATE_CHANGED', WORDS[job.place]);
}

/**
 * What bullmq's refusal says of a job that was where it had to be a moment ago.
 * @param now - where it is by now
 * @throws the error when it is unknown whether anything was done
 * @internal
 */
export function outcomeOfError(
  error: unknown,
  now: PlacedJob | undefined,
  wanted: readonly Place[],
): Outcome {
  if (hasNoAnswer(error)) throw error;
  const { code, message } = error as Error & { code?: unknown };
  if (code === ErrorCode.JobBelongsToJobScheduler) {
    return skipped('BLOCKED', 'it is the next job of a schedule: remove the schedule');
  }
  if (code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState) {
    return refusalOf(now, wanted) ?? skipped('STATE_CHANGED', 'it moved meanwhile');
  }
  return failed(message);
}
