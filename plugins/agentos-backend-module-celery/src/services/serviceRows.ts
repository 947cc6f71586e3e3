import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { cut, type RedisConnection, toInstant } from '@agentos-portal/plugin-agentos-node/redis';

const infoOf = (text: string, field: string) => text.match(new RegExp(`^${field}:(.+?)\\r?$`, 'm'))?.[1];

function describeInfo(text: string): string[] {
  const version = infoOf(text, 'redis_version');
  const memory = infoOf(text, 'used_memory_human');
  return [...(version ? [`Redis ${version}`] : []), ...(memory ? [`${memory} used`] : [])];
}

/** A Redis that the application needs. @internal */
export interface Service {
  /** `broker` or `results`. */
  part: string;
  title: string;
  connection: Pick<RedisConnection, 'call' | 'address'>;
  /** What else is to be known of it. */
  notes: string[];
  /** What is wrong, although it answers. */
  troubles: string[];
}

/**
 * The row of a Redis in section `services`; one that does not answer is a row that says so.
 * @internal
 */
export async function readServiceRow(sourceId: string, service: Service, clock: Clock): Promise<ObservedRow> {
  const { part, title, connection, notes, troubles } = service;
  const row = { id: rowId(sourceId, part), name: `${title} of ${sourceId}`, kind: 'redis' };
  const checkedAt = () => toInstant(clock.now());
  try {
    const startedAt = clock.monotonic();
    await connection.call('PING');
    const latencyMs = Math.round((clock.monotonic() - startedAt) * 100) / 100;
    // INFO is a courtesy: a user that may not call it still sees that Redis answers.
    const info = await connection.call('INFO').catch(() => '');
    const detail = [connection.address, ...describeInfo(String(info)), ...notes, ...troubles];
    return {
      ...row,
      status: troubles.length > 0 ? 'degraded' : 'up',
      latencyMs,
      checkedAt: checkedAt(),
      detail: cut(detail.join(', '), 2_000),
    };
  } catch (error) {
    return { ...row, status: 'down', checkedAt: checkedAt(), detail: cut((error as Error).message, 2_000) };
  }
}
