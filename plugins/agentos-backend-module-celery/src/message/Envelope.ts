import type { JsonObject, JsonValue } from '@backstage/types';
import { randomUUID } from 'node:crypto';

/**
 * What kombu puts around everything it sends over Redis: events, control, replies and tasks alike.
 * @see https://docs.celeryq.dev/en/stable/internals/protocol.html
 * @internal
 */
export interface Envelope {
  /** As it was sent: base64 where `properties.body_encoding` says so. */
  body: string;
  'content-type': string;
  'content-encoding': string;
  headers: JsonObject;
  properties: JsonObject;
}

const JSON_TYPE = 'application/json';
/** Wide enough for what fleets send, and a limit on what one message makes the portal decode. */
const MAX_BODY_CHARS = 4 * 1024 * 1024;

/** @internal */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The envelope of a text, or undefined when it is none. @internal */
export function parseEnvelope(text: string): Envelope | undefined {
  const value = parse(text);
  if (!isObject(value) || typeof value.body !== 'string') return undefined;
  return {
    body: value.body,
    'content-type': typeof value['content-type'] === 'string' ? value['content-type'] : JSON_TYPE,
    'content-encoding': typeof value['content-encoding'] === 'string' ? value['content-encoding'] : 'utf-8',
    headers: isObject(value.headers) ? value.headers : {},
    properties: isObject(value.properties) ? value.properties : {},
  };
}

/**
 * Why the body of an envelope is not looked into, or undefined when it is JSON. Pickle is code: it is never decoded.
 * @internal
 */
export function opaqueReason(envelope: Envelope): string | undefined {
  const type = envelope['content-type'];
  if (type !== JSON_TYPE) return `its content is ${type}, which is not decoded`;
  const { compression } = envelope.headers;
  if (typeof compression === 'string') return `its content is compressed (${compression})`;
  if (envelope.body.length > MAX_BODY_CHARS) return `its content is longer than ${MAX_BODY_CHARS} characters`;
  return undefined;
}

/** The text of the body, or undefined when it is opaque. @internal */
export function bodyTextOf(envelope: Envelope): string | undefined {
  if (opaqueReason(envelope) !== undefined) return undefined;
  const { body, properties } = envelope;
  return properties.body_encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** The body as JSON, or undefined when it is opaque or broken. @internal */
export function bodyOf(envelope: Envelope): JsonValue | undefined {
  const text = bodyTextOf(envelope);
  return text === undefined ? undefined : (parse(text) as JsonValue | undefined);
}

/** Where a message goes. @internal */
export interface Delivery {
  exchange: string;
  routingKey: string;
}

/** A new envelope around a JSON body. @internal */
export function createEnvelope(options: {
  bodyText: string;
  delivery: Delivery;
  headers?: JsonObject;
  /** Added to those every message has. */
  properties?: JsonObject;
}): Envelope {
  const { bodyText, delivery, headers = {}, properties } = options;
  return {
    body: Buffer.from(bodyText).toString('base64'),
    'content-encoding': 'utf-8',
    'content-type': JSON_TYPE,
    headers,
    properties: {
      delivery_mode: 2,
      delivery_info: { exchange: delivery.exchange, routing_key: delivery.routingKey },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: randomUUID(),
      ...properties,
    },
  };
}
