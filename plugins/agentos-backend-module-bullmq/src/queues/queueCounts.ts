import type { QueueKeys } from '../redis/QueueKeys';
import { type RedisCommand, type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';

/** Parts of a queue that are counted, each with the command that does. */
const COUNTED = {
  wait: 'LLEN',
  paused: 'LLEN',
  prioritized: 'ZCARD',
  active: 'LLEN',
  delayed: 'ZCARD',
  failed: 'ZCARD',
  completed: 'ZCARD',
} as const;

/** What is set for a queue as a whole, fields of its `meta`. */
const SETTINGS = ['paused', 'concurrency', 'max', 'duration'] as const;

type CountedPart = keyof typeof COUNTED;

const PARTS = Object.keys(COUNTED) as CountedPart[];

/** What holds back a queue as a whole. */
interface QueueSettings {
  paused: boolean;
  /** Jobs at once, over all workers. */
  concurrencyLimit?: number;
  /** Jobs in a window. */
  rateLimit?: number;
  rateWindowMs?: number;
}

function settingsOf(reply: unknown): QueueSettings {
  const [paused, concurrency, max, duration] = Array.isArray(reply) ? reply : [];
  return {
    paused: typeof paused === 'string',
    concurrencyLimit: toCount(concurrency),
    rateLimit: toCount(max),
    rateWindowMs: toCount(duration),
  };
}

/**
 * The numbers of jobs that BullMQ keeps, by list. `waiting-children` is in none of the sums: these jobs are neither ready nor do
 * they have a start.
 * @internal
 */
export interface QueueCounts extends QueueSettings {
  /** Jobs of `wait`, of `paused` (where bullmq up to 5 keeps them while the queue is paused) and of `prioritized`. */
  queued: number;
  /** Jobs of `delayed`. */
  scheduled: number;
  processing: number;
  failed: number;
  completed: number;
  /** By part of the queue. */
  lists: Record<CountedPart, number>;
}

/** True when that part of the queue was empty; false also when it is not counted. @internal */
export const isEmptyIn = (counts: QueueCounts, part: string) => counts.lists[part as CountedPart] === 0;

function countsOf(settings: QueueSettings, lists: QueueCounts['lists']): QueueCounts {
  const { wait, prioritized, delayed, active, failed, completed } = lists;
  return {
    ...settings,
    queued: wait + lists.paused + prioritized,
    scheduled: delayed,
    processing: active,
    failed,
    completed,
    lists,
  };
}

/**
 * Counts with plain reads in one round trip. `getJobCounts` of bullmq is no such read: its script removes an old marker from
 * the list it counts.
 * @param before - counts of a queue whose stream has no new entry since: only what was not empty can have changed
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readQueueCounts(
  queues: readonly string[],
  connection: RedisConnection,
  keys: QueueKeys,
  before: (queue: string) => QueueCounts | undefined = () => undefined,
): Promise<QueueCounts[]> {
  const asked = queues.map(queue => {
    const last = before(queue);
    const parts = last ? PARTS.filter(part => last.lists[part] > 0) : PARTS;
    const counting = parts.map((part): RedisCommand => [COUNTED[part], keys.of(queue, part)]);
    const settings: RedisCommand = ['HMGET', keys.of(queue, 'meta'), ...SETTINGS];
    return { last, parts, commands: last ? counting : [...counting, settings] };
  });
  const replies = await connection.run(asked.flatMap(({ commands }) => commands));
  return asked.map(({ last, parts, commands }) => {
    const own = replies.splice(0, commands.length);
    const lists = Object.fromEntries(PARTS.map(part => [part, 0])) as QueueCounts['lists'];
    parts.forEach((part, index) => {
      lists[part] = toCount(own[index]) ?? 0;
    });
    return countsOf(last ?? settingsOf(own[parts.length]), lists);
  });
}
