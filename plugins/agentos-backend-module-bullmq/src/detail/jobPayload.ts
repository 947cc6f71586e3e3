import { type ExactJson, parseExactJson } from '@agentos-portal/plugin-agentos-common';
import type { OmittedPayload } from '@agentos-portal/plugin-agentos-node';
import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';

/** A longer field is not read: it would hold up everybody else. @internal */
export const FIELD_BYTES = 1_048_576;

const FIELDS = ['data', 'returnvalue', 'stacktrace'] as const;

type Field = (typeof FIELDS)[number];

/**
 * The fields of a job that can be of any size, parsed, and those that are left out.
 * @internal
 */
export interface JobPayload {
  values: Partial<Record<Field, ExactJson>>;
  omitted: Partial<Record<Field, OmittedPayload>>;
}

/**
 * Reads them; one that is too long, or no JSON, is named with its length. What is to be hidden is found by its key, and a text that is
 * no JSON has none.
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readJobPayload(connection: RedisConnection, key: string): Promise<JobPayload> {
  const lengths = await connection.run(FIELDS.map(field => ['HSTRLEN', key, field]));
  const bytesOf = (field: Field) => toCount(lengths[FIELDS.indexOf(field)]) ?? 0;
  const short = FIELDS.filter(field => bytesOf(field) <= FIELD_BYTES);
  const texts = await connection.run(short.map(field => ['HGET', key, field]));
  const payload: JobPayload = { values: {}, omitted: {} };
  for (const field of FIELDS) {
    const bytes = bytesOf(field);
    const text = texts[short.indexOf(field)];
    if (bytes > FIELD_BYTES) payload.omitted[field] = { bytes, reason: 'long' };
    if (typeof text !== 'string') continue;
    try {
      payload.values[field] = parseExactJson(text);
    } catch {
      payload.omitted[field] = { bytes, reason: 'opaque' };
    }
  }
  return payload;
}
