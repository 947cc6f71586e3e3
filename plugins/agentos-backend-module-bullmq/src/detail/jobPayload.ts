import type { JsonValue } from '@backstage/types';
import { parseJson, type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';

/** A longer field is not read: it would hold up everybody else. @internal */
export const FIELD_BYTES = 1_048_576;

const FIELDS = ['data', 'returnvalue', 'stacktrace'] as const;

/**
 * The fields of a job that can be of any size.
 * @internal
 */
export interface JobPayload {
  data?: JsonValue;
  returnvalue?: JsonValue;
  stacktrace?: JsonValue;
}

// What is to be hidden is found by its key, and a text that is no JSON has none.
const parse = (text: string) => parseJson(text, `(not JSON, ${Buffer.byteLength(text)} bytes, withheld)`);

/**
 * Reads them, parsed; one that is too long, or no JSON, is named with its length.
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readJobPayload(connection: RedisConnection, key: string): Promise<JobPayload> {
  const lengths = await connection.run(FIELDS.map(field => ['HSTRLEN', key, field]));
  const short = FIELDS.filter((_, index) => (toCount(lengths[index]) ?? 0) <= FIELD_BYTES);
  const texts = await connection.run(short.map(field => ['HGET', key, field]));
  const payload: JobPayload = {};
  FIELDS.forEach((field, index) => {
    payload[field] = `(${lengths[index]} bytes, more than are shown)`;
  });
  short.forEach((field, index) => {
    const text = texts[index];
    payload[field] = typeof text === 'string' ? parse(text) : undefined;
  });
  return payload;
}
