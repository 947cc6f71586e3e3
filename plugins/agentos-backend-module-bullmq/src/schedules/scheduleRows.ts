import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { QueueKeys } from '../redis/QueueKeys';
import { type RedisConnection, toCount, toInstant, toTime } from '@agentos-portal/plugin-agentos-node/redis';

const SCHEDULES_PER_QUEUE = 1_000;

interface Rule {
  name: string;
  pattern?: string;
  timeZone?: string;
  everyMs?: number;
}

/**
 * The rule in the key of a repeatable job of bullmq up to 5, `<name>:<id>:<end>:<time zone>:<cron pattern or ms>`.
 * @internal
 */
export function parseRepeatKey(key: string): Rule {
  const [name, , , timeZone, ...rest] = key.split(':');
  const rule = rest.join(':');
  if (rule === '') return { name: key };
  const everyMs = toCount(rule);
  return everyMs === undefined ? { name, pattern: rule, timeZone: timeZone || undefined } : { name, everyMs };
}

/**
 * Rows of section `schedules`: the job schedulers of all queues. BullMQ cannot pause one, and does not keep when it last ran.
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readSchedules(
  sourceId: string,
  queues: readonly string[],
  connection: RedisConnection,
  keys: QueueKeys,
): Promise<ObservedRow[]> {
  const ranges = await connection.run(
    queues.map(queue => ['ZRANGE', keys.of(queue, 'repeat'), 0, SCHEDULES_PER_QUEUE - 1, 'WITHSCORES']),
  );
  const schedulers = queues.flatMap((queue, index) => {
    const members = (ranges[index] as string[] | undefined) ?? [];
    return members.flatMap((key, at) => (at % 2 === 0 ? [{ queue, key, next: members[at + 1] }] : []));
  });
  const hashes = await connection.run(
    schedulers.map(({ queue, key }) => [
      'HMGET',
      keys.of(queue, `repeat:${key}`),
      'name',
      'pattern',
      'every',
      'tz',
    ]),
  );
  return schedulers.map(({ queue, key, next }, index) => {
    const [name, pattern, every, timeZone] = (hashes[index] as Array<string | null> | undefined) ?? [];
    const rule: Rule =
      typeof name === 'string'
        ? {
            name: key,
            pattern: pattern ?? undefined,
            timeZone: timeZone ?? undefined,
            everyMs: toCount(every),
          }
        : parseRepeatKey(key);
    return {
      id: rowId(sourceId, queue, key),
      ...rule,
      name: rule.name || '(unnamed)',
      queue,
      nextAt: toInstant(toTime(next)),
      paused: false,
    };
  });
}
