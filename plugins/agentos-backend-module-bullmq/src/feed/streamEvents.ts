import type { EventName, JobState } from '@agentos-portal/plugin-agentos-common';

/**
 * What an entry of BullMQ's event stream means.
 * @internal
 */
export interface StreamEvent {
  /** What the job is from then on. */
  state?: JobState;
  /** What is told about it. */
  emits?: EventName;
  /** The moment in the life of the job. */
  marks?: 'createdAt' | 'readyAt' | 'activeAt' | 'endedAt';
  /** Why the state is what it is. */
  reason?: string;
  /** After a failed attempt this is the way to the next one. */
  retries?: true;
  /** The hash of the job says something new. */
  reads?: true;
  /** The field that has the error, or the progress. */
  error?: string;
  progress?: string;
  /** The whole queue was paused or resumed. */
  paused?: boolean;
}

/**
 * Entries by the value of their field `event`, as the scripts of bullmq 5 and 6 write them. An event that is not here changes
 * nothing a row shows (`drained`, `cleaned`, `duplicated`, `deduplicated`, `retries-exhausted`, those of custom producers).
 * `removed` depends on where the job was, see {@link removalOf}.
 * @internal
 */
export const STREAM_EVENTS: ReadonlyMap<string, StreamEvent> = new Map<string, StreamEvent>([
  ['added', { state: 'queued', emits: 'job:created', marks: 'createdAt', reads: true }],
  ['waiting', { state: 'queued', marks: 'readyAt', retries: true, reads: true }],
  ['delayed', { state: 'scheduled', retries: true, reads: true }],
  ['waiting-children', { state: 'scheduled', reason: 'waits for its children' }],
  [
    'active',
    {
      state: 'processing',
      emits: 'job:processing',
      marks: 'activeAt',
      reads: true,
    },
  ],
  ['progress', { state: 'processing', emits: 'job:processing', progress: 'data' }],
  [
    'completed',
    {
      state: 'completed',
      emits: 'job:completed',
      marks: 'endedAt',
      reads: true,
    },
  ],
  [
    'failed',
    {
      state: 'failed',
      emits: 'job:failed',
      marks: 'endedAt',
      reads: true,
      error: 'failedReason',
    },
  ],
  [
    'stalled',
    {
      state: 'queued',
      emits: 'job:processing',
      marks: 'readyAt',
      reason: 'stalled: worker lost',
      reads: true,
    },
  ],
  ['paused', { paused: true }],
  ['resumed', { paused: false }],
]);

const CANCELLED: StreamEvent = {
  state: 'cancelled',
  emits: 'job:cancelled',
  marks: 'endedAt',
  reason: 'removed before it finished',
};

// A job that had ended, or was in no list at all, is forgotten: nothing happened to its work.
const FORGOTTEN = new Set(['completed', 'failed', 'unknown']);

/**
 * What the removal of a job means.
 * @param previous - field `prev` of the entry
 * @returns undefined when its row simply goes
 * @internal
 */
export const removalOf = (previous: string | undefined): StreamEvent | undefined =>
  previous === undefined || FORGOTTEN.has(previous) ? undefined : CANCELLED;
