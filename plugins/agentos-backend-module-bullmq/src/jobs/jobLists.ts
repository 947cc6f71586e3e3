import type { JobState } from '@agentos-portal/plugin-agentos-common';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisCommand } from '@agentos-portal/plugin-agentos-node/redis';

/**
 * A part of a queue that holds ids of jobs.
 * @internal
 */
export interface JobList {
  /** Last part of its key. */
  part: string;
  /** What a job in it is. */
  state: JobState;
  reason?: string;
  /** A job in it waits for its next attempt when one has failed. */
  retries?: true;
  /** A job in it may have been cancelled while it ran. */
  cancelled?: true;
  /** Reads a range by rank; `ZREVRANGE` where the last changed are at the end. */
  range: 'LRANGE' | 'ZRANGE' | 'ZREVRANGE';
}

/**
 * All of them, `active` first.
 * @internal
 */
export const JOB_LISTS: readonly JobList[] = [
  { part: 'active', state: 'processing', range: 'LRANGE' },
  { part: 'wait', state: 'queued', retries: true, range: 'LRANGE' },
  { part: 'paused', state: 'queued', retries: true, range: 'LRANGE' },
  { part: 'prioritized', state: 'queued', retries: true, range: 'ZRANGE' },
  { part: 'delayed', state: 'scheduled', retries: true, range: 'ZRANGE' },
  {
    part: 'waiting-children',
    state: 'scheduled',
    reason: 'waits for its children',
    range: 'ZREVRANGE',
  },
  { part: 'completed', state: 'completed', range: 'ZREVRANGE' },
  { part: 'failed', state: 'failed', cancelled: true, range: 'ZREVRANGE' },
];

/**
 * Reads ids of a list from rank `start` on.
 * @internal
 */
export const rangeOf = (
  list: JobList,
  queue: string,
  keys: QueueKeys,
  start: number,
  count: number,
): RedisCommand => [list.range, keys.of(queue, list.part), start, start + count - 1];
