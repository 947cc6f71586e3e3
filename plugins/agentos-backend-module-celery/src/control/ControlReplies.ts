import type { JsonValue } from '@backstage/types';
import { isObject } from '../message';

/**
 * What workers answered to one request.
 * @internal
 */
export interface ControlReplies {
  /** By node name, e.g. `w1@host`. */
  replies: Map<string, JsonValue>;
  /** The bodies as they came, `{"w1@host": …}`: for arguments, of which no digit may be lost. */
  bodies: Map<string, string>;
  /** Connections that the request reached: an upper bound of the workers, 0 when no worker listens. */
  listeners: number;
  /** Workers that were expected to answer and did not: it is unknown what they did. */
  missing: string[];
}

/** What a worker says that it could not do, or undefined when it did it. @internal */
export function errorOf(reply: JsonValue | undefined): string | undefined {
  const error = isObject(reply) ? reply.error : undefined;
  return typeof error === 'string' ? error : undefined;
}
