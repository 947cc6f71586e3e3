import { toTime } from '@agentos-portal/plugin-agentos-node/redis';
import type { JsonValue } from '@backstage/types';
import { isObject } from '../message';

/** Where in a worker a task is. @internal */
export type HeldPlace = 'active' | 'reserved' | 'scheduled';

/**
 * A task that a worker says it has.
 * @internal
 */
export interface HeldTask {
  id: string;
  worker: string;
  place: HeldPlace;
  name?: string;
  queue?: string;
  /** Ms since epoch, by the worker's clock. */
  startedAt?: number;
  eta?: number;
}

const TEXT_LENGTH = 500;

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH ? value : undefined;

function readTask(worker: string, place: HeldPlace, entry: JsonValue): HeldTask | undefined {
  const fields = isObject(entry) ? entry : {};
  // What waits for its time is wrapped.
  const request = isObject(fields.request) ? fields.request : fields;
  const id = textOf(request.id);
  if (id === undefined) return undefined;
  const delivery = isObject(request.delivery_info) ? request.delivery_info : {};
  const seconds = request.time_start;
  return {
    id,
    worker,
    place,
    name: textOf(request.name),
    queue: textOf(delivery.routing_key),
    startedAt: typeof seconds === 'number' ? toTime(seconds * 1_000) : undefined,
    eta: typeof fields.eta === 'string' ? toTime(Date.parse(fields.eta)) : undefined,
  };
}

/** Reads what a worker answered to `active`, `reserved` or `scheduled`. @internal */
export const readHeldTasks = (
  worker: string,
  place: HeldPlace,
  answer: JsonValue | undefined,
): HeldTask[] | undefined =>
  Array.isArray(answer) ? answer.flatMap(entry => readTask(worker, place, entry) ?? []) : undefined;
