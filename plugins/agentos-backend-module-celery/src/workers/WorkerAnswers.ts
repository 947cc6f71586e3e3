import { toCount, toNumber } from '@agentos-portal/plugin-agentos-node/redis';
import type { JsonValue } from '@backstage/types';
import { isObject } from '../message';

/** A queue a worker consumes. @internal */
export interface ConsumedQueue {
  name: string;
  exchange?: string;
  routingKey?: string;
  /** A copy of each message goes to every worker. */
  isBroadcast: boolean;
}

/**
 * What `stats` says of a worker.
 * @internal
 */
export interface WorkerStats {
  pid?: number;
  uptimeSeconds?: number;
  concurrency?: number;
  /** Process ids of the pool; its own where the pool is none of processes. */
  processes: number[];
  /** E.g. `celery.concurrency.prefork:TaskPool`; told since Celery 5.6. */
  pool?: string;
  prefetch?: number;
  autoscale?: { min: number; max: number };
  /** CPU time of the worker's own process, without those of its pool. */
  cpuSeconds?: number;
}

const NAMES = 1_000;
const NAME_LENGTH = 500;

const fieldsOf = (value: unknown) => (isObject(value) ? value : {});
const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.slice(0, NAME_LENGTH) : undefined;

/**
 * How many tasks a pool runs at once. What grew or shrank shows in the processes alone: `max-concurrency` stays what the worker was started with.
 * @internal
 */
export function readPoolSize(stats: unknown): number | undefined {
  const { processes, 'max-concurrency': limit } = fieldsOf(fieldsOf(stats).pool);
  return Array.isArray(processes) && processes.length > 0 ? processes.length : toCount(limit);
}

/** @internal */
export function readStats(answer: JsonValue | undefined): WorkerStats | undefined {
  if (!isObject(answer)) return undefined;
  const pool = fieldsOf(answer.pool);
  const rusage = fieldsOf(answer.rusage);
  const autoscaler = fieldsOf(answer.autoscaler);
  const user = toNumber(rusage.utime);
  const system = toNumber(rusage.stime);
  const min = toCount(autoscaler.min);
  const max = toCount(autoscaler.max);
  return {
    pid: toCount(answer.pid),
    uptimeSeconds: toNumber(answer.uptime),
    concurrency: readPoolSize(answer),
    processes: (Array.isArray(pool.processes) ? pool.processes : []).flatMap(pid => toCount(pid) ?? []),
    pool: textOf(pool.implementation),
    prefetch: toCount(answer.prefetch_count),
    autoscale: min !== undefined && max !== undefined ? { min, max } : undefined,
    cpuSeconds: user !== undefined && system !== undefined ? user + system : undefined,
  };
}

/** @internal */
export function readQueues(answer: JsonValue | undefined): ConsumedQueue[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer.slice(0, NAMES).flatMap(entry => {
    const { name, exchange, routing_key: routingKey } = fieldsOf(entry);
    const queue = textOf(name);
    if (queue === undefined) return [];
    const { name: exchangeName, type } = fieldsOf(exchange);
    return [
      {
        name: queue,
        exchange: textOf(exchangeName),
        routingKey: textOf(routingKey),
        isBroadcast: type === 'fanout',
      },
    ];
  });
}

/** Names of registered tasks, each with what was asked for after a space. @internal */
export function readRegistered(answer: JsonValue | undefined): string[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer
    .slice(0, NAMES)
    .flatMap(entry => textOf(entry) ?? [])
    .sort();
}

/** Settings that may be shown; nothing else of what a worker tells is kept. @internal */
export function readSettings(
  answer: JsonValue | undefined,
  shown: ReadonlySet<string>,
): Record<string, JsonValue> | undefined {
  if (!isObject(answer)) return undefined;
  return Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]) =>
      shown.has(key) && value !== undefined ? [[key, value] as const] : [],
    ),
  );
}
