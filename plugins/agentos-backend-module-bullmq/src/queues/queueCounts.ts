import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisCommand, RedisConnection } from '../redis/RedisConnection';
import { toCount } from '../values/values';

/**
 * The numbers of jobs that BullMQ keeps, by list. `waiting-children` is in none of the sums: these jobs are neither ready nor do
 * they have a start.
 * @internal
 */
export interface QueueCounts {
  paused: boolean;
  /** Jobs of `wait`, of `paused` (where bullmq up to 5 keeps them while the queue is paused) and of `prioritized`. */
  queued: number;
  /** Jobs of `delayed`. */
  scheduled: number;
  processing: number;
  failed: number;
  completed: number;
  /** Parts that hold queued jobs. */
  waiting: { wait: number; paused: number; prioritized: number };
}

const commandsFor = (queue: string, keys: QueueKeys): RedisCommand[] => [
  ['HEXISTS', keys.of(queue, 'meta'), 'paused'],
  ['LLEN', keys.of(queue, 'wait')],
  ['LLEN', keys.of(queue, 'paused')],
  ['ZCARD', keys.of(queue, 'prioritized')],
  ['LLEN', keys.of(queue, 'active')],
  ['ZCARD', keys.of(queue, 'delayed')],
  ['ZCARD', keys.of(queue, 'failed')],
  ['ZCARD', keys.of(queue, 'completed')],
];

/**
 * Counts with plain reads in one round trip. `getJobCounts` of bullmq is no such read: its script removes an old marker from
 * the list it counts.
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readQueueCounts(
  queues: readonly string[],
  connection: RedisConnection,
  keys: QueueKeys,
): Promise<QueueCounts[]> {
  const replies = await connection.run(queues.flatMap(queue => commandsFor(queue, keys)));
  const width = replies.length / queues.length;
  return queues.map((_, index) => {
    const [isPaused, ...counts] = replies
      .slice(index * width, (index + 1) * width)
      .map(reply => toCount(reply) ?? 0);
    const [wait, paused, prioritized, active, delayed, failed, completed] = counts;
    return {
      paused: isPaused === 1,
      queued: wait + paused + prioritized,
      scheduled: delayed,
      processing: active,
      failed,
      completed,
      waiting: { wait, paused, prioritized },
    };
  });
}
