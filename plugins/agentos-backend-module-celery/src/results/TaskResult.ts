import { toTime } from '@agentos-portal/plugin-agentos-node/redis';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { TaskEvent } from '../events/CeleryEvent';
import { isObject } from '../message';

/**
 * What the result backend keeps of a task.
 * @internal
 */
export interface TaskResult {
  id: string;
  /** `SUCCESS`, `FAILURE`, `REVOKED`, `STARTED`, `RETRY`, or a state of the task's own. */
  status: string;
  fields: JsonObject;
  /** Ms since epoch, by the worker's clock. */
  doneAt?: number;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Celery 5.2 writes no offset, and means UTC. */
const instantOf = (text: string) => (/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);

/** @returns undefined when the text is no result @internal */
export function parseResult(id: string, text: unknown): TaskResult | undefined {
  if (typeof text !== 'string') return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(fields) || typeof fields.status !== 'string') return undefined;
  const { status, date_done: done } = fields;
  return {
    id,
    status,
    fields,
    doneAt: typeof done === 'string' ? toTime(Date.parse(instantOf(done))) : undefined,
  };
}

// As Python writes a text: the same failure, told by an event, looks the same.
const reprOf = (value: JsonValue): string =>
  typeof value === 'string'
    ? `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`
    : JSON.stringify(value);

/** The exception a result names, the way events show it. @internal */
export function exceptionOf({ fields }: TaskResult): string | undefined {
  const { result } = fields;
  if (!isObject(result)) return textOf(result);
  const type = textOf(result.exc_type);
  if (type === undefined) return undefined;
  const { exc_message: message } = result;
  const parts = Array.isArray(message) ? message : [message ?? ''];
  return `${type}(${parts.map(part => reprOf(part ?? null)).join(', ')})`.slice(0, 2_000);
}

/**
 * The end that a result tells of, as the event that would have told of it.
 * @param correctionMs - of the worker's clock
 * @returns undefined when the task had not ended
 * @internal
 */
export function endOfResult(result: TaskResult, worker: string, correctionMs: number): TaskEvent | undefined {
  const { id, status, fields, doneAt } = result;
  if (doneAt === undefined) return undefined;
  const base = { uuid: id, worker: textOf(fields.worker) ?? worker, at: doneAt + correctionMs, clock: 0 };
  const known = { name: textOf(fields.name), queue: textOf(fields.queue) };
  const exception = exceptionOf(result);
  if (status === 'SUCCESS') return { ...base, ...known, type: 'succeeded' };
  if (status === 'FAILURE') {
    return {
      ...base,
      ...known,
      type: 'failed',
      exception,
      traceback: textOf(fields.traceback)?.slice(-16_384),
    };
  }
  if (status !== 'REVOKED') return undefined;
  return {
    ...base,
    ...known,
    type: 'revoked',
    terminated: exception?.includes('terminated'),
    expired: exception?.includes('expired'),
  };
}
