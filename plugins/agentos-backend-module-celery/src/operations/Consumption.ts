import type { JsonObject, JsonValue } from '@backstage/types';
import { type ControlClient, type ControlReplies, errorOf } from '../control';
import { isObject } from '../message';

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
  control: ControlClient,
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

/** Lets workers take no more from a queue. @internal */
export const cancelConsumer = async (control: ControlClient, queue: string, workers: readonly string[]) =>
  refusalsOf(await control.call('cancel_consumer', { queue }, { destination: workers }));

/** Lets workers take from queues again, as they did. @internal */
export async function addConsumers(
  control: ControlClient,
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
    const refused = refusalsOf(await control.call('add_consumer', consumption, { destination: workers }));
    refused.forEach((error, worker) => refusals.set(worker, error));
  }
  return refusals;
}
