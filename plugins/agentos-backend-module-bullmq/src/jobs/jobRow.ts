import { type JobState, rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { cut, toInstant } from '@agentos-portal/plugin-agentos-node/redis';
import type { KnownJob } from './KnownJobs';

/** Stands for a name that neither stream nor hash gave. @internal */
export const UNKNOWN_NAME = '(unknown)';

const TEXT_LENGTH = 2_000;

const ENDED = new Set<JobState>(['completed', 'failed', 'cancelled']);
const RAN = new Set<JobState>(['processing', 'completed', 'failed']);

/** @internal */
export const hasEnded = (job: KnownJob): boolean => ENDED.has(job.state);

const duration = (from: number | undefined, to: number | undefined) =>
  from !== undefined && to !== undefined && to >= from ? to - from : undefined;

/**
 * Time from ready to started: by the stream when both were seen, otherwise only for a first attempt, as the hash does not say
 * when a job became ready for a later one.
 */
function waitMs({ state, readyAt, activeAt, hash }: KnownJob) {
  if (!RAN.has(state)) return undefined;
  const seen = duration(readyAt, activeAt);
  if (seen !== undefined || hash?.createdAt === undefined) return seen;
  return (hash.attemptsStarted ?? 1) > 1
    ? undefined
    : duration(hash.createdAt + hash.delayMs, hash.startedAt);
}

function runMs(job: KnownJob) {
  if (!RAN.has(job.state) || !hasEnded(job)) return undefined;
  return duration(job.hash?.startedAt, job.hash?.finishedAt) ?? duration(job.activeAt, job.endedAt);
}

// An attempt counts when it is over; the one that runs counts as well. The hash may be newer than the state.
function attempt({ state, hash }: KnownJob) {
  if (!hash || state !== 'processing') return hash?.attemptsMade;
  const running = hash.attemptsMade + 1;
  return Math.min(running, Math.max(hash.attemptsStarted ?? running, 1));
}

/** When it changed last, as far as its row shows it: ms since epoch. @internal */
export function changedAt(job: KnownJob): number {
  const { hash } = job;
  const ended = hasEnded(job) ? (hash?.finishedAt ?? job.endedAt) : undefined;
  return ended ?? hash?.startedAt ?? job.activeAt ?? hash?.createdAt ?? job.createdAt ?? 0;
}

/**
 * The row of a job in section `jobs`; what is not measured is left out.
 * @internal
 */
export function jobRow(sourceId: string, job: KnownJob): ObservedRow {
  const { hash, state, queue } = job;
  const failure = state === 'completed' ? undefined : job.error;
  return {
    id: job.id,
    sourceId: job.jobId,
    name: cut(job.name ?? UNKNOWN_NAME, TEXT_LENGTH),
    queue,
    state,
    reason: job.reason,
    priority: hash?.priority,
    attempt: attempt(job),
    maxAttempts: hash?.maxAttempts,
    progress: job.progress,
    worker: hash?.worker ? rowId(sourceId, queue, hash.worker) : undefined,
    createdAt: toInstant(hash?.createdAt ?? job.createdAt),
    startedAt: toInstant(hash?.startedAt ?? job.activeAt),
    finishedAt: hasEnded(job) ? toInstant(hash?.finishedAt ?? job.endedAt) : undefined,
    waitMs: waitMs(job),
    runMs: runMs(job),
    error:
      failure === undefined
        ? undefined
        : {
            message: cut(failure, TEXT_LENGTH),
            fingerprint: failure === hash?.failedReason ? hash.fingerprint : undefined,
          },
  };
}
