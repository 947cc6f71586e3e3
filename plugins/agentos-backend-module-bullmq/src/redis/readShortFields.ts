import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';

/** Longer ones would hold up everybody else: there are hundreds in one read. */
const FIELD_BYTES = 65_536;

/**
 * Reads one field of many hashes, which can be of any size.
 * @returns a text for each key, in order; undefined where there is none or it is longer than 64 KiB
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readShortFields(
  connection: Pick<RedisConnection, 'run'>,
  keys: readonly string[],
  field: string,
): Promise<Array<string | undefined>> {
  if (keys.length === 0) return [];
  const lengths = await connection.run(keys.map(key => ['HSTRLEN', key, field]));
  const isShort = (length: unknown) => {
    const bytes = toCount(length) ?? 0;
    return bytes > 0 && bytes <= FIELD_BYTES;
  };
  const short = keys.filter((_, index) => isShort(lengths[index]));
  const texts = short.length === 0 ? [] : await connection.run(short.map(key => ['HGET', key, field]));
  const found = new Map(short.map((key, index) => [key, texts[index]]));
  return keys.map(key => {
    const text = found.get(key);
    return typeof text === 'string' ? text : undefined;
  });
}
