import type { JobDetail } from '@agentos-portal/plugin-agentos-node';
import { hasEnded } from '../jobs/jobRow';
import type { KnownJob } from '../jobs/KnownJobs';
import { toInstant } from '@agentos-portal/plugin-agentos-node/redis';

type Attempt = NonNullable<JobDetail['attempts']>[number];
type Moment = NonNullable<JobDetail['timeline']>[number];

const firstLine = (text: string) => text.split('\n', 1)[0];

/**
 * The attempts BullMQ knows of: a stack for each failed one, the latest of them when it keeps only some, and the times of the
 * last attempt.
 * @param stacks - of failed attempts, oldest first
 * @internal
 */
export function attemptsOf(job: KnownJob, stacks: string[]): Attempt[] {
  const { hash, state, error } = job;
  const made = hash?.attemptsMade ?? 0;
  const lastFailed = state === 'completed' ? made - 1 : made;
  const attempts: Attempt[] = stacks.map((stack, index) => ({
    attempt: Math.max(1, lastFailed - (stacks.length - 1 - index)),
    error: firstLine(stack),
    stack,
  }));
  const times = {
    startedAt: toInstant(hash?.startedAt),
    finishedAt: hasEnded(job) ? toInstant(hash?.finishedAt) : undefined,
  };
  if (state === 'processing') attempts.push({ attempt: made + 1, ...times });
  if (state === 'completed') attempts.push({ attempt: Math.max(1, made), ...times });
  if (state === 'failed' || state === 'cancelled') {
    const last = attempts.pop() ?? { attempt: Math.max(1, made), error };
    attempts.push({ ...last, ...times });
  }
  return attempts;
}

/**
 * The last failure, with the type that the first line of its stack names. A job that completed has none.
 * @internal
 */
export function errorOf(job: KnownJob, stacks: string[]): JobDetail['error'] {
  if (job.state === 'completed' || job.error === undefined) return undefined;
  const stack = stacks.at(-1);
  const type = stack?.match(/^(?:Uncaught )?([A-Za-z_$][\w$.]*)(?::|\n|$)/)?.[1];
  return { type, message: job.error, stack };
}

/**
 * The moments BullMQ keeps, and those the feed saw.
 * @internal
 */
export function timelineOf(job: KnownJob): Moment[] {
  const { hash, readyAt, state } = job;
  const delayMs = hash?.delayMs ?? 0;
  const isDelayed = delayMs > 0;
  // A start is dated by the worker before Redis dates what made the job ready; it began no earlier than it was.
  const hasBegun = hasEnded(job) || state === 'processing';
  const ready =
    hasBegun && readyAt !== undefined && hash?.startedAt !== undefined
      ? Math.min(readyAt, hash.startedAt)
      : readyAt;
  const moments: Array<Omit<Moment, 'at'> & { at: number | undefined }> = [
    {
      at: hash?.createdAt,
      state: isDelayed ? 'scheduled' : 'queued',
      detail: isDelayed ? `delayed by ${delayMs} ms` : undefined,
    },
    {
      at: isDelayed || hash?.attemptsMade ? ready : undefined,
      state: 'queued',
    },
    {
      at: hash?.startedAt,
      state: 'processing',
      detail: hash?.worker && `by ${hash.worker}`,
    },
    { at: hasEnded(job) ? hash?.finishedAt : undefined, state },
  ];
  return moments
    .flatMap(moment => (moment.at === undefined ? [] : [{ ...moment, at: moment.at }]))
    .sort((a, b) => a.at - b.at)
    .map(moment => ({ ...moment, at: new Date(moment.at).toISOString() }));
}
