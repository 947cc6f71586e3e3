import { toNumber, toTime } from '@agentos-portal/plugin-agentos-node/redis';
import { bodyOf, isObject, parseEnvelope } from '../message';

/**
 * Events of a task, strongest first: where the order of two is not clear, the one that stands earlier here holds.
 * @internal
 */
export const TASK_EVENT_TYPES = [
  'succeeded',
  'failed',
  'revoked',
  'started',
  'received',
  'rejected',
  'retried',
  'cancelled',
  'sent',
] as const;

/** @internal */
export type TaskEventType = (typeof TASK_EVENT_TYPES)[number];

/**
 * Something that happened to a task. `args`, `kwargs` and `exception` are Python's representations, cut by Celery: for display only.
 * @internal
 */
export interface TaskEvent {
  type: TaskEventType;
  uuid: string;
  /** Node name of the worker; for `sent` the name of who sent it. */
  worker: string;
  /** When, ms since epoch by the sender's clock. */
  at: number;
  /** Lamport clock. */
  clock: number;
  name?: string;
  args?: string;
  kwargs?: string;
  rootId?: string;
  parentId?: string;
  retries?: number;
  /** Start wanted, ms since epoch. */
  eta?: number;
  queue?: string;
  exception?: string;
  traceback?: string;
  runtimeMs?: number;
  terminated?: boolean;
  signum?: number;
  expired?: boolean;
  requeue?: boolean;
  /** Why somebody here did it; Celery's own events have none. */
  reason?: string;
}

/**
 * A sign of life of a worker.
 * @internal
 */
export interface WorkerEvent {
  type: 'worker-online' | 'worker-heartbeat' | 'worker-offline';
  worker: string;
  at: number;
  pid?: number;
  /** Between two heartbeats. */
  everyMs: number;
  active?: number;
  processed?: number;
  /** E.g. `5.2.6`. */
  version?: string;
}

/** @internal */
export type CeleryEvent = TaskEvent | WorkerEvent;

const DEFAULT_EVERY_MS = 2_000;
const ID_LENGTH = 200;
const NAME_LENGTH = 500;
/** Celery cuts at this length too. */
const REPR_LENGTH = 1_024;
const EXCEPTION_LENGTH = 2_000;
const TRACEBACK_LENGTH = 16_384;
/** Celery flushes at 24: a longer list is none of its. */
const BATCH = 1_000;

const WORKER_TYPES = new Set(['worker-online', 'worker-heartbeat', 'worker-offline']);
const TASK_TYPES: ReadonlyMap<unknown, TaskEventType> = new Map(
  TASK_EVENT_TYPES.map(type => [`task-${type}`, type]),
);

type Fields = Record<string, unknown>;

const textOf = (value: unknown, length: number) =>
  typeof value === 'string' && value !== '' ? value.slice(0, length) : undefined;
// The end says where it happened.
const endOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.slice(-TRACEBACK_LENGTH) : undefined;
const countOf = (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
const flagOf = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
const timeOf = (value: unknown) => (typeof value === 'string' ? toTime(Date.parse(value)) : undefined);

/** Seconds, as a float. `utcoffset` is left alone: the number is UTC already, and the sign of the offset is wrong. */
const atOf = (value: unknown) => {
  const ms = typeof value === 'number' ? value * 1_000 : NaN;
  return toTime(ms) === undefined ? undefined : ms;
};

function taskEvent(type: TaskEventType, fields: Fields, worker: string, at: number): TaskEvent | undefined {
  const uuid = textOf(fields.uuid, ID_LENGTH + 1);
  if (uuid === undefined || uuid.length > ID_LENGTH) return undefined;
  const runtime = toNumber(fields.runtime as number);
  const event: TaskEvent = {
    type,
    uuid,
    worker,
    at,
    clock: countOf(fields.clock) ?? 0,
    name: textOf(fields.name, NAME_LENGTH),
    args: textOf(fields.args, REPR_LENGTH),
    kwargs: textOf(fields.kwargs, REPR_LENGTH),
    rootId: textOf(fields.root_id, ID_LENGTH),
    parentId: textOf(fields.parent_id, ID_LENGTH),
    retries: countOf(fields.retries),
    eta: timeOf(fields.eta),
    queue: textOf(fields.queue, NAME_LENGTH),
    exception: textOf(fields.exception, EXCEPTION_LENGTH),
    traceback: endOf(fields.traceback),
    runtimeMs: runtime !== undefined && runtime >= 0 ? runtime * 1_000 : undefined,
    terminated: flagOf(fields.terminated),
    signum: countOf(fields.signum),
    expired: flagOf(fields.expired),
    requeue: flagOf(fields.requeue),
  };
  // Thousands of them are kept: what they do not say takes no room.
  for (const key of Object.keys(event) as Array<keyof TaskEvent>) {
    if (event[key] === undefined) delete event[key];
  }
  return event;
}

function workerEvent(fields: Fields, worker: string, at: number): WorkerEvent {
  const freq = toNumber(fields.freq as number);
  return {
    type: fields.type as WorkerEvent['type'],
    worker,
    at,
    pid: countOf(fields.pid),
    everyMs: freq !== undefined && freq > 0 ? freq * 1_000 : DEFAULT_EVERY_MS,
    active: countOf(fields.active),
    processed: countOf(fields.processed),
    version: textOf(fields.sw_ver, NAME_LENGTH),
  };
}

function readEvent(fields: unknown): CeleryEvent | undefined {
  if (!isObject(fields)) return undefined;
  const worker = textOf(fields.hostname, ID_LENGTH);
  const at = atOf(fields.timestamp);
  if (worker === undefined || at === undefined) return undefined;
  const type = TASK_TYPES.get(fields.type);
  if (type) return taskEvent(type, fields, worker, at);
  return WORKER_TYPES.has(String(fields.type)) ? workerEvent(fields, worker, at) : undefined;
}

/**
 * The events of a message: one or a batch. The channel decides nothing, as batches of all kinds share one. What is no event of a task
 * or a worker is left out.
 * @returns undefined when the message cannot be read
 * @internal
 */
export function readEvents(message: string): CeleryEvent[] | undefined {
  const envelope = parseEnvelope(message);
  const body = envelope && bodyOf(envelope);
  if (body === undefined) return undefined;
  const list: unknown[] = Array.isArray(body) ? body.slice(0, BATCH) : [body];
  return list.flatMap(fields => readEvent(fields) ?? []);
}

/** @internal */
export const isWorkerEvent = (event: CeleryEvent): event is WorkerEvent => WORKER_TYPES.has(event.type);
