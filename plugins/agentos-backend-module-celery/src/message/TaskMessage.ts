import {
  type ExactJson,
  ExactNumber,
  formatExactJson,
  parseExactJson,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { bodyOf, bodyTextOf, type Envelope, isObject, opaqueReason, parseEnvelope } from './Envelope';

/**
 * A task's positional and named arguments as JSON text. Python tells `1.0` from `1` and has whole numbers of any length, so no digit
 * is lost on the way.
 * @internal
 */
export interface ExactArguments {
  args: string;
  kwargs: string;
}

/**
 * A task as its message says it. What only a decoded body tells is undefined for an opaque one.
 * @internal
 */
export interface TaskMessage {
  id: string;
  name: string;
  envelope: Envelope;
  /** 1 = everything in the body, 2 = facts in the headers. */
  protocol: 1 | 2;
  /** Why the body is not looked into. */
  opaque: string | undefined;
  exact: ExactArguments | undefined;
  /** What follows it: `callbacks errbacks chain chord`. */
  embed: ExactObject | undefined;
  rootId: string | undefined;
  parentId: string | undefined;
  group: string | undefined;
  retries: number;
  /** ISO 8601 with offset. */
  eta: string | undefined;
  expires: string | undefined;
  /** `[hard, soft]` in s. */
  timeLimit: JsonValue | undefined;
  queue: string | undefined;
  priority: number;
  deliveryTag: string | undefined;
  /** Python's repr, cut: for display only. */
  argsRepr: string | undefined;
  kwargsRepr: string | undefined;
  origin: string | undefined;
}

type ExactObject = { [key: string]: ExactJson | undefined };

/** What may follow a task: chains of protocol 1 are callbacks. */
const FOLLOWING = ['callbacks', 'errbacks', 'chain', 'chord'];

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** What both protocols say outside of facts and body. */
function deliveryOf({ properties }: Envelope) {
  const info = isObject(properties.delivery_info) ? properties.delivery_info : {};
  return {
    queue: textOf(info.routing_key),
    priority: numberOf(properties.priority),
    deliveryTag: textOf(properties.delivery_tag),
  };
}

/** Facts have the same names in the headers of protocol 2 and in the body of protocol 1. */
function factsOf(facts: JsonObject) {
  return {
    rootId: textOf(facts.root_id),
    parentId: textOf(facts.parent_id),
    group: textOf(facts.group) ?? textOf(facts.taskset),
    retries: numberOf(facts.retries),
    eta: textOf(facts.eta),
    expires: textOf(facts.expires),
    timeLimit: facts.timelimit ?? undefined,
    argsRepr: textOf(facts.argsrepr),
    kwargsRepr: textOf(facts.kwargsrepr),
    origin: textOf(facts.origin),
  };
}

/** Every digit of the body; undefined when it is opaque, or deeper than anybody would write it. */
function exactBody(envelope: Envelope): ExactJson | undefined {
  const text = bodyTextOf(envelope);
  try {
    return text === undefined ? undefined : parseExactJson(text);
  } catch {
    return undefined;
  }
}

const isExactObject = (value: ExactJson | undefined): value is ExactObject =>
  isObject(value) && !(value instanceof ExactNumber);

/** What a body holds, in the order of protocol 2. */
function contentOf(envelope: Envelope, parts: ReadonlyArray<ExactJson | undefined>) {
  const [args, kwargs, embed] = parts;
  const isDecoded = Array.isArray(args) && isExactObject(kwargs);
  return {
    opaque: opaqueReason(envelope) ?? (isDecoded ? undefined : 'its content is not what Celery writes'),
    exact: isDecoded ? { args: formatExactJson(args), kwargs: formatExactJson(kwargs) } : undefined,
    embed: isDecoded && isExactObject(embed) ? embed : undefined,
  };
}

function secondProtocol(envelope: Envelope): TaskMessage | undefined {
  const { headers } = envelope;
  const id = textOf(headers.id);
  const name = textOf(headers.task);
  if (id === undefined || name === undefined) return undefined;
  const body = exactBody(envelope);
  const content = contentOf(envelope, Array.isArray(body) ? body : []);
  return { ...factsOf(headers), ...deliveryOf(envelope), ...content, id, name, envelope, protocol: 2 };
}

function firstProtocol(envelope: Envelope): TaskMessage | undefined {
  const body = bodyOf(envelope);
  const exact = exactBody(envelope);
  if (!isObject(body) || !isExactObject(exact)) return undefined;
  const id = textOf(body.id);
  const name = textOf(body.task);
  if (id === undefined || name === undefined) return undefined;
  const { args = [], kwargs = {} } = exact;
  const embed = Object.fromEntries(FOLLOWING.map(key => [key, exact[key] ?? null]));
  const content = contentOf(envelope, [args, kwargs, embed]);
  return { ...factsOf(body), ...deliveryOf(envelope), ...content, id, name, envelope, protocol: 1 };
}

/** The task of an envelope, or undefined when it is no task. @internal */
export const taskOfEnvelope = (envelope: Envelope): TaskMessage | undefined =>
  secondProtocol(envelope) ?? firstProtocol(envelope);

/** The task of an element of a queue's list, or undefined when it is no task. @internal */
export function parseTaskMessage(raw: string): TaskMessage | undefined {
  const envelope = parseEnvelope(raw);
  return envelope && taskOfEnvelope(envelope);
}

/** The task of a value of the hash `unacked`: `[message, exchange, routing key]`. @internal */
export function parseUnacked(value: string): { raw: string; task: TaskMessage } | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(value);
  } catch {
    return undefined;
  }
  const message = Array.isArray(entry) ? entry[0] : undefined;
  if (!isObject(message)) return undefined;
  const raw = JSON.stringify(message);
  const task = parseTaskMessage(raw);
  return task && { raw, task };
}
