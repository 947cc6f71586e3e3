import type { JsonObject, JsonValue } from '@backstage/types';
import { type ControlReplies, errorOf } from '../control';
import { isObject } from '../message';
import type { OperationAccess } from './OperationAccess';
import type { Control } from './patient';

type Access = Pick<OperationAccess, 'control' | 'clock'>;

/** How a worker consumes a queue, as `add_consumer` takes it. @internal */
export interface Consumption extends JsonObject {
  queue: string;
  exchange: string | null;
  exchange_type: string | null;
  routing_key: string | null;
}

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : null);

/** What each of these workers consumes; those that do not answer are left out. @internal */
export async function readConsumption(
  control: Control,
  destination?: readonly string[],
): Promise<Map<string, Consumption[]>> {
  const { replies } = await control.call('active_queues', {}, { destination });
  const found = new Map<string, Consumption[]>();
  for (const [worker, reply] of replies) {
    if (!Array.isArray(reply)) continue;
    const queues = reply.filter(isObject).map((entry): Consumption => {
      const exchange = isObject(entry.exchange) ? entry.exchange : {};
      return {
        queue: String(entry.name),
        exchange: textOf(exchange.name),
        exchange_type: textOf(exchange.type),
        routing_key: textOf(entry.routing_key),
      };
    });
    found.set(worker, queues);
  }
  return found;
}

/** Of workers and what went wrong with each. @internal */
export type Refusals = Map<string, string>;

const NO_ANSWER = 'it did not answer';

/** Those that did not do what they were told. @internal */
export function refusalsOf({ replies, missing }: ControlReplies): Refusals {
  const refused = Array.from(replies).flatMap(([worker, reply]): Array<[string, string]> => {
    const error = errorOf(reply);
    return error === undefined ? [] : [[worker, error]];
  });
  return new Map([...refused, ...missing.map((worker): [string, string] => [worker, NO_ANSWER])]);
}

/** What a worker is to consume, or not. */
interface Wish {
  worker: string;
  queue: string;
  consumes: boolean;
}

const LOOKS = 10;
const LOOK_MS = 200;

/** Workers answer before they have done it. @returns those that have not after a while */
async function unfulfilled(access: Access, wishes: readonly Wish[]): Promise<Refusals> {
  let open = wishes;
  for (let look = 0; look < LOOKS && open.length > 0; look += 1) {
    if (look > 0) await new Promise<void>(resolve => access.clock.after(LOOK_MS, resolve));
    const consumed = await readConsumption(
      access.control,
      Array.from(new Set(open.map(({ worker }) => worker))),
    );
    open = open.filter(({ worker, queue, consumes }) => {
      const queues = consumed.get(worker);
      return !queues || queues.some(entry => entry.queue === queue) !== consumes;
    });
  }
  return new Map(
    open.map(({ worker, queue, consumes }): [string, string] => [
      worker,
      consumes ? `it does not take from ${queue} yet` : `it still takes from ${queue}`,
    ]),
  );
}

const both = (first: Refusals, second: Refusals): Refusals => new Map([...second, ...first]);

/** Lets workers take no more from a queue. @returns those that do, with the reason @internal */
export async function cancelConsumer(
  access: Access,
  queue: string,
  workers: readonly string[],
): Promise<Refusals> {
  const refusals = refusalsOf(
    await access.control.call('cancel_consumer', { queue }, { destination: workers }),
  );
  const wishes = workers.filter(worker => !refusals.has(worker));
  return both(
    refusals,
    await unfulfilled(
      access,
      wishes.map(worker => ({ worker, queue, consumes: false })),
    ),
  );
}

/** Lets workers take from queues again, as they did. @returns those that do not, with the reason @internal */
export async function addConsumers(
  access: Access,
  consumptions: ReadonlyArray<{ worker: string; consumption: Consumption }>,
): Promise<Refusals> {
  const refusals: Refusals = new Map();
  const groups = new Map<string, { consumption: Consumption; workers: string[] }>();
  for (const { worker, consumption } of consumptions) {
    const key = JSON.stringify(consumption);
    const group = groups.get(key) ?? { consumption, workers: [] };
    group.workers.push(worker);
    groups.set(key, group);
  }
  for (const { consumption, workers } of groups.values()) {
    const answers = await access.control.call('add_consumer', consumption, { destination: workers });
    refusalsOf(answers).forEach((error, worker) => refusals.set(worker, error));
  }
  const wishes = consumptions.filter(({ worker }) => !refusals.has(worker));
  return both(
    refusals,
    await unfulfilled(
      access,
      wishes.map(({ worker, consumption: { queue } }) => ({ worker, queue, consumes: true })),
    ),
  );
}
