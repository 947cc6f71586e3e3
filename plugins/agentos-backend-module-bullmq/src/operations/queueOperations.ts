import { rowId } from '@agentos-portal/plugin-agentos-common';
import {
  GONE,
  objectOf,
  type Outcome,
  ParamError,
  required,
  skipped,
  succeeded,
  textOf,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import type { Queue } from 'bullmq';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';

const MAX_PRIORITY = 2_097_151;
const MAX_DELAY_MS = 365 * 24 * 3_600_000;
const MAX_ATTEMPTS = 1_000;
const MAX_LIMIT = 1_000_000;

const LIMITS = ['concurrency', 'max', 'duration'] as const;

function jobOptions(params: JsonObject) {
  const given = objectOf(params, 'opts');
  const options = {
    delay: wholeOf(given, 'delay', 0, MAX_DELAY_MS),
    priority: wholeOf(given, 'priority', 0, MAX_PRIORITY),
    attempts: wholeOf(given, 'attempts', 1, MAX_ATTEMPTS),
  };
  const other = Object.keys(given).find(name => !(name in options));
  if (other) throw new ParamError(`params.opts.${other}: expected delay, priority or attempts only`);
  return options;
}

/** `null` takes a limit away, what is absent stays as it is. */
async function setLimits(queue: Queue, params: JsonObject) {
  const { concurrency, max } = params;
  if (concurrency === undefined && max === undefined) {
    throw new ParamError('params: expected concurrency, or max with durationMs; null takes a limit away');
  }
  const limit = concurrency === null ? undefined : wholeOf(params, 'concurrency', 1, MAX_LIMIT);
  const rate = max === null ? undefined : wholeOf(params, 'max', 1, MAX_LIMIT);
  const durationMs = wholeOf(params, 'durationMs', 1, MAX_DELAY_MS);
  if (rate !== undefined) await queue.setGlobalRateLimit(rate, required('durationMs', durationMs));
  if (max === null) await queue.removeGlobalRateLimit();
  if (limit !== undefined) await queue.setGlobalConcurrency(limit);
  if (concurrency === null) await queue.removeGlobalConcurrency();
}

/**
 * What can be done to a queue as a whole, except removing many of its jobs.
 * @internal
 */
export function queueOperations(access: OperationAccess): Operations {
  const { sourceId, addresses, commands, connection, keys, paused } = access;

  async function metaOf(
    ids: string[],
    fields: readonly string[],
  ): Promise<Array<Array<string | null> | undefined>> {
    const queues = ids.map(id => addresses.queue(id));
    const watched = queues.filter(queue => queue !== undefined);
    const replies = await connection.run(watched.map(queue => ['HMGET', keys.of(queue, 'meta'), ...fields]));
    return queues.map(queue => (queue === undefined ? undefined : (replies.shift() as Array<string | null>)));
  }

  const isPaused = async (ids: string[]) =>
    (await metaOf(ids, ['paused'])).map(meta => meta && (typeof meta[0] === 'string' ? 'paused' : 'running'));

  const onQueue =
    (act: (queue: string, id: string, params: JsonObject) => Promise<Outcome>): Operation['run'] =>
    async (id, params) => {
      const queue = addresses.queue(id);
      return queue === undefined ? GONE : act(queue, id, params);
    };

  return {
    'queue.pause': {
      run: onQueue(async (queue, id) => {
        const [state] = await isPaused([id]);
        if (state === 'paused') return skipped('STATE_CHANGED', 'it is paused already');
        const refusal = await paused.refusePause(queue);
        if (refusal) return refusal;
        await (await commands.queue(queue)).pause();
        return succeeded();
      }),
      fingerprints: isPaused,
    },
    'queue.resume': {
      run: onQueue(async (queue, id) => {
        const [state] = await isPaused([id]);
        if (state === 'running') return skipped('STATE_CHANGED', 'it is not paused');
        await (await commands.queue(queue)).resume();
        return succeeded();
      }),
      fingerprints: isPaused,
    },
    'queue.limit': {
      run: onQueue(async (queue, _id, params) => {
        await setLimits(await commands.queue(queue), params);
        return succeeded();
      }),
      fingerprints: async ids => (await metaOf(ids, LIMITS)).map(meta => meta?.join(':')),
    },
    'job.create': {
      run: onQueue(async (queue, _id, params) => {
        const name = required('name', textOf(params, 'name'));
        const options = jobOptions(params);
        const refusal = await paused.refuseWaiting(queue);
        if (refusal) return refusal;
        const job = await (await commands.queue(queue)).add(name, params.data ?? {}, options);
        return { ...succeeded(), newJobId: rowId(sourceId, queue, job.id!) };
      }),
    },
  };
}
