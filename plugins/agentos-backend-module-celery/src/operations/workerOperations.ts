import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import {
  failed,
  GONE,
  type Outcome,
  ParamError,
  required,
  skipped,
  succeeded,
  textOf,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import { errorOf } from '../control';
import { isObject } from '../message';
import { readPoolSize } from '../workers/WorkerAnswers';
import type { Refusals } from './Consumption';
import type { ConsumerHolds } from './ConsumerHolds';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import { NAMED_LIMIT_MS } from './patient';
import { shutDown } from './shutDown';

const MAX_CONCURRENCY = 1_000;
const MAX_SECONDS = 30 * 24 * 3_600;
const RATE = /^(0|\d+(\.\d+)?(\/[smh])?)$/;
const UNANSWERED: Outcome = {
  outcome: 'failed',
  code: 'UNKNOWN_EFFECT',
  message: `it did not answer within ${NAMED_LIMIT_MS / 1_000} s: it hangs, or is busy, and may do it later`,
};

/** What Celery says where a setting is missing, and what a person can do. */
const HINTS: ReadonlyArray<[RegExp, string]> = [
  [/Autoscale not enabled/, 'it does not scale by itself: start it with --autoscale'],
  [/Pool restarts not enabled/, 'its pool cannot be restarted: set worker_pool_restarts'],
  [/unknown task/, 'it has no task of this name'],
];

const refused = (error: string) =>
  failed(HINTS.find(([pattern]) => pattern.test(error))?.[1] ?? `it refused: ${error}`);

/** A request that each worker answers. */
interface Request {
  method: string;
  args: JsonObject;
  /** What a success means. */
  done?: string;
}

const seconds = (params: JsonObject, name: string) => wholeOf(params, name, 1, MAX_SECONDS);

function limitOf(params: JsonObject): Request {
  const task = required('taskName', textOf(params, 'taskName'));
  const rate = textOf(params, 'rateLimit');
  const hard = seconds(params, 'hardSeconds');
  const soft = seconds(params, 'softSeconds');
  const isTime = hard !== undefined || soft !== undefined;
  if ((rate !== undefined) === isTime) {
    throw new ParamError(
      'params: expected rateLimit, e.g. "10/m", or hardSeconds with or without softSeconds',
    );
  }
  if (rate !== undefined) {
    if (!RATE.test(rate))
      throw new ParamError('params.rateLimit: expected e.g. "10/s", "5/m", "100/h", or "0" for none');
    return {
      method: 'rate_limit',
      args: { task_name: task, rate_limit: rate },
      done: `until it restarts, it starts ${rate === '0' ? 'any number' : `at most ${rate}`} of ${task}`,
    };
  }
  if (hard !== undefined && soft !== undefined && soft >= hard) {
    throw new ParamError('params.softSeconds: expected less than hardSeconds');
  }
  return {
    method: 'time_limit',
    args: { task_name: task, hard: hard ?? null, soft: soft ?? null },
    done: `until it restarts, ${task} may take ${hard === undefined ? 'as long as it wants' : `${hard} s`}`,
  };
}

function autoscaleOf(params: JsonObject): Request {
  const max = required('max', wholeOf(params, 'max', 1, MAX_CONCURRENCY));
  const min = required('min', wholeOf(params, 'min', 0, max));
  return { method: 'autoscale', args: { max, min }, done: `it runs ${min} to ${max} processes` };
}

/** Requests that mean the same for every worker, and are sent to all of them at once. */
const REQUESTS: Partial<Record<OperationKind, (params: JsonObject) => Request>> = {
  'worker.ping': () => ({ method: 'ping', args: {} }),
  'worker.limit': limitOf,
  'worker.autoscale': autoscaleOf,
  'worker.addConsumer': params => {
    const queue = required('queue', textOf(params, 'queue'));
    return {
      method: 'add_consumer',
      args: { queue, exchange: null, exchange_type: 'direct', routing_key: null },
      done: `until it restarts, it takes from ${queue} too`,
    };
  },
  'worker.cancelConsumer': params => {
    const queue = required('queue', textOf(params, 'queue'));
    return {
      method: 'cancel_consumer',
      args: { queue },
      done: `until it restarts, it takes nothing from ${queue}`,
    };
  },
  'worker.restartPool': () => ({
    method: 'pool_restart',
    args: { modules: null, reload: false, reloader: null },
    done: 'its pool was restarted',
  }),
};

/** To how many processes, or by how many. */
function scaleOf(params: JsonObject): { to: number } | { by: number } {
  const to = wholeOf(params, 'concurrency', 1, MAX_CONCURRENCY);
  const by = wholeOf(params, 'delta', -MAX_CONCURRENCY, MAX_CONCURRENCY);
  if ((to === undefined) === (by === undefined))
    throw new ParamError('params: expected either concurrency or delta');
  return to === undefined ? { by: by! } : { to };
}

/**
 * Operations on workers: one request for all of them, whose answers tell who did it.
 * @internal
 */
export function workerOperations(access: OperationAccess, holds: ConsumerHolds): Operations {
  const { control, fleet, clock } = access;

  /** Asks those that live; who is gone would be waited for in vain. */
  async function onLiving(
    workers: readonly string[],
    act: (living: string[]) => Promise<Map<string, Outcome>>,
  ): Promise<Outcome[]> {
    const alive = new Set(fleet.workers());
    const living = workers.filter(worker => alive.has(worker));
    const outcomes = living.length > 0 ? await act(living) : new Map<string, Outcome>();
    return workers.map(worker => outcomes.get(worker) ?? GONE);
  }

  async function send(workers: string[], { method, args, done }: Request): Promise<Map<string, Outcome>> {
    const startedAt = clock.monotonic();
    const { replies } = await control.call(method, args, { destination: workers });
    const elapsedMs = Math.ceil(clock.monotonic() - startedAt);
    return new Map(
      workers.map((worker): [string, Outcome] => {
        if (!replies.has(worker)) return [worker, UNANSWERED];
        const error = errorOf(replies.get(worker));
        return [
          worker,
          error === undefined ? succeeded(done ?? `answered within ${elapsedMs} ms`) : refused(error),
        ];
      }),
    );
  }

  async function scale(workers: string[], wanted: { to: number } | { by: number }) {
    const { replies } = await control.call('stats', {}, { destination: workers });
    const outcomes = new Map<string, Outcome>();
    const byDelta = new Map<number, string[]>();
    for (const worker of workers) {
      const size = readPoolSize(replies.get(worker));
      if (!replies.has(worker)) outcomes.set(worker, UNANSWERED);
      else if (size === undefined) outcomes.set(worker, failed('it does not say how many processes it has'));
      else {
        const delta = 'to' in wanted ? wanted.to - size : wanted.by;
        if (delta === 0) outcomes.set(worker, skipped('STATE_CHANGED', `it has ${size} processes already`));
        else if (size + delta < 1)
          outcomes.set(worker, failed(`it has ${size} processes, and keeps at least one`));
        else byDelta.set(delta, [...(byDelta.get(delta) ?? []), worker]);
      }
    }
    for (const [delta, names] of byDelta) {
      const method = delta > 0 ? 'pool_grow' : 'pool_shrink';
      const sent = await send(names, { method, args: { n: Math.abs(delta) } });
      sent.forEach((outcome, worker) => {
        const size = readPoolSize(replies.get(worker))! + delta;
        outcomes.set(
          worker,
          outcome.outcome === 'succeeded'
            ? succeeded(`it runs up to ${size} ${size === 1 ? 'task' : 'tasks'} at once`)
            : outcome,
        );
      });
    }
    return outcomes;
  }

  const heldOutcomes = (workers: string[], refusals: Refusals, done: string) =>
    new Map(
      workers.map((worker): [string, Outcome] => {
        const error = refusals.get(worker);
        return [worker, error === undefined ? succeeded(done) : refused(error)];
      }),
    );

  async function drain(workers: string[], { resume }: JsonObject) {
    return resume === true
      ? heldOutcomes(workers, await holds.undrain(workers), 'it takes tasks again')
      : heldOutcomes(workers, await holds.drain(workers), 'it takes no further tasks; those it has it ends');
  }

  // What changes when it is done once: an operation that does no harm twice needs nothing.
  const statsPrint =
    (tell: (stats: JsonObject) => unknown): Operation['fingerprints'] =>
    async workers => {
      const { replies } = await control.call('stats', {}, { destination: workers });
      return workers.map(worker => {
        const stats = replies.get(worker);
        return isObject(stats) ? JSON.stringify(tell(stats)) : undefined;
      });
    };
  const harmlessTwice: Operation['fingerprints'] = async workers => workers.map(() => 'may be done twice');

  const requests = Object.entries(REQUESTS).map(([kind, requestOf]): [string, Operation] => [
    kind,
    {
      run: (workers, { params }) => {
        const request = requestOf(params);
        return onLiving(workers, living => send(living, request));
      },
      fingerprints:
        kind === 'worker.restartPool'
          ? statsPrint(({ pool }) => isObject(pool) && pool.processes)
          : harmlessTwice,
    },
  ]);

  return {
    ...Object.fromEntries(requests),
    'worker.scale': {
      run: (workers, { params }) => {
        const wanted = scaleOf(params);
        return onLiving(workers, living => scale(living, wanted));
      },
      fingerprints: statsPrint(readPoolSize),
    },
    'worker.drain': {
      run: (workers, { params }) => onLiving(workers, living => drain(living, params)),
      fingerprints: async workers => workers.map(worker => `drained ${holds.isDrained(worker)}`),
    },
    'worker.shutdown': {
      run: (workers, _asked, signal) => onLiving(workers, living => shutDown(living, access, signal)),
      // Whoever is started anew in its place must not be shut down too.
      fingerprints: statsPrint(({ pid }) => pid),
    },
  };
}
