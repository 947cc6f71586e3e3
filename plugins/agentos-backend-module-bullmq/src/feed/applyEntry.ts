import type { EventName } from '@agentos-portal/plugin-agentos-common';
import { type JobHash, toProgress } from '../jobs/JobHash';
import { type KnownJob, type KnownJobs, updateFromHash } from '../jobs/KnownJobs';
import { markCancelled } from '../jobs/markCancelled';
import type { StreamEntry } from './StreamEntry';
import { removalOf, STREAM_EVENTS, type StreamEvent } from './streamEvents';

/**
 * What an entry did to a job.
 * @internal
 */
export interface JobChange {
  job: KnownJob;
  emits?: EventName;
  /** The entry is the start or the end of an attempt: its durations are told. */
  timed: boolean;
  /** The job left Redis. */
  gone: boolean;
}

/** @internal */
export const meaningOf = (entry: StreamEntry): StreamEvent | undefined =>
  entry.event === 'removed' ? removalOf(entry.fields.get('prev')) : STREAM_EVENTS.get(entry.event);

// Only the hash tells a retry from a job that was delayed or given back for another reason.
function isRetry(meaning: StreamEvent, job: KnownJob): boolean {
  const ran = ['processing', 'retrying', 'unknown'].includes(job.state);
  return Boolean(meaning.retries && ran && job.hash?.failedReason !== undefined && job.hash.attemptsMade > 0);
}

/**
 * Brings a known job to where an entry of the stream has it. A removed job that had ended is forgotten.
 * @param hash - the job's hash when it was read for this entry; it may be newer than the entry
 * @returns undefined when the entry says nothing of a job's row
 * @internal
 */
export function applyEntry(
  known: KnownJobs,
  entry: StreamEntry,
  hash: JobHash | undefined,
): JobChange | undefined {
  const { queue, jobId, fields } = entry;
  const meaning = meaningOf(entry);
  if (jobId === undefined) return undefined;
  if (entry.event === 'removed' && !meaning) {
    const job = known.add(queue, jobId);
    known.delete(queue, jobId);
    return { job, timed: false, gone: true };
  }
  if (!meaning?.state) return undefined;
  // An id can be used again once its job is gone.
  if (entry.event === 'added') known.delete(queue, jobId);

  const job = known.add(queue, jobId);
  const before = job.state;
  if (hash) updateFromHash(job, hash);
  job.name ??= fields.get('name');
  if (meaning.error) job.error = fields.get(meaning.error) ?? job.error;
  if (meaning.progress) {
    job.progress = toProgress(fields.get(meaning.progress)) ?? job.progress;
  }
  if (meaning.marks) job[meaning.marks] = entry.at;
  const retry = isRetry(meaning, job);
  job.state = retry ? 'retrying' : meaning.state;
  job.reason = meaning.reason;
  const cancelled = markCancelled(job);
  known.changed(job);

  let told: EventName | undefined = cancelled ? 'job:cancelled' : undefined;
  if (retry && before !== 'retrying') told = 'job:processing';
  return {
    job,
    emits: told ?? meaning.emits,
    timed: meaning.marks === 'activeAt' || meaning.marks === 'endedAt',
    gone: false,
  };
}
