import type { JsonObject, JsonValue } from '@backstage/types';
import { bodyOf, bodyTextOf, type Envelope, isObject, opaqueReason, parseEnvelope } from './Envelope';
import { elementTexts, memberTexts, objectText } from './jsonText';

/** Positional and named arguments of a task. @internal */
export interface TaskArguments {
  args: JsonValue[];
  kwargs: JsonObject;
}

/**
 * A task's arguments as JSON text, as its sender wrote them: what is sent again is made of these.
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
  arguments: TaskArguments | undefined;
  exact: ExactArguments | undefined;
  /** `callbacks errbacks chain chord`. */
  embed: JsonObject | undefined;
  /** The same as its sender wrote it. */
  embedText: string | undefined;
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

function secondProtocol(envelope: Envelope): TaskMessage | undefined {
  const { headers } = envelope;
  const id = textOf(headers.id);
  const name = textOf(headers.task);
  if (id === undefined || name === undefined) return undefined;
  const body = bodyOf(envelope);
  const [args, kwargs, embed] = Array.isArray(body) ? body : [];
  const isDecoded = Array.isArray(args) && isObject(kwargs);
  const texts = isDecoded ? elementTexts(bodyTextOf(envelope)!) : [];
  return {
    ...factsOf(headers),
    ...deliveryOf(envelope),
    id,
    name,
    envelope,
    protocol: 2,
    opaque: opaqueReason(envelope) ?? (isDecoded ? undefined : 'its content is not what Celery writes'),
    arguments: isDecoded ? { args, kwargs } : undefined,
    exact: isDecoded ? { args: texts[0], kwargs: texts[1] } : undefined,
    embed: isDecoded && isObject(embed) ? embed : undefined,
    embedText: isDecoded && isObject(embed) ? texts[2] : undefined,
  };
}

function firstProtocol(envelope: Envelope): TaskMessage | undefined {
  const body = bodyOf(envelope);
  if (!isObject(body)) return undefined;
  const id = textOf(body.id);
  const name = textOf(body.task);
  if (id === undefined || name === undefined) return undefined;
  const { args = [], kwargs = {} } = body;
  const isDecoded = Array.isArray(args) && isObject(kwargs);
  const texts = memberTexts(bodyTextOf(envelope)!);
  const embed = FOLLOWING.map((key): [string, string] => [key, texts.get(key) ?? 'null']);
  return {
    ...factsOf(body),
    ...deliveryOf(envelope),
    id,
    name,
    envelope,
    protocol: 1,
    opaque: isDecoded ? undefined : 'its content is not what Celery writes',
    arguments: isDecoded ? { args, kwargs } : undefined,
    exact: isDecoded ? { args: texts.get('args') ?? '[]', kwargs: texts.get('kwargs') ?? '{}' } : undefined,
    embed: Object.fromEntries(embed.map(([key, text]) => [key, JSON.parse(text)])),
    embedText: objectText(embed),
  };
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
