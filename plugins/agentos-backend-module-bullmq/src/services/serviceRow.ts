import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { cut, type RedisConnection, toInstant } from '@agentos-portal/plugin-agentos-node/redis';

const infoOf = (text: string, field: string) => text.match(new RegExp(`^${field}:(.+?)\\r?$`, 'm'))?.[1];

/**
 * What INFO says of version and memory, in words.
 * @internal
 */
export function describeInfo(text: string): string[] {
  const version = infoOf(text, 'redis_version');
  const memory = infoOf(text, 'used_memory_human');
  return [...(version ? [`Redis ${version}`] : []), ...(memory ? [`${memory} used`] : [])];
}

/**
 * The row of the Redis itself in section `services`; a Redis that does not answer is a row that says so.
 * @param trouble - what else is wrong with it
 * @internal
 */
export async function readServiceRow(
  sourceId: string,
  connection: RedisConnection,
  clock: Clock,
  trouble: string | undefined,
): Promise<ObservedRow> {
  const row = {
    id: rowId(sourceId, 'redis'),
    name: `Redis of ${sourceId}`,
    kind: 'redis',
  };
  const checkedAt = () => toInstant(clock.now());
  try {
    const startedAt = clock.monotonic();
    await connection.call('PING');
    const latencyMs = Math.round((clock.monotonic() - startedAt) * 100) / 100;
    // INFO is a courtesy: a user that may not call it still sees that Redis answers.
    const info = await connection.call('INFO').catch(() => '');
    const detail = [connection.address, ...describeInfo(String(info))];
    if (trouble) detail.push(trouble);
    return {
      ...row,
      status: trouble ? 'degraded' : 'up',
      latencyMs,
      checkedAt: checkedAt(),
      detail: detail.join(', '),
    };
  } catch (error) {
    const detail = cut((error as Error).message, 2_000);
    return { ...row, status: 'down', checkedAt: checkedAt(), detail };
  }
}
