import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Says what was found in a configuration without repeating it: the text may hold a password.
 * @internal
 */
export const describeValue = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return `a ${typeof value}`;
  const scheme = value.match(/^[a-z]+:\/\//)?.[0];
  return scheme ? `a ${scheme} URL` : 'a text that is no URL';
};

const isRedisUrl = (value: unknown): value is string => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '';
};

// The parts of a redis:// URL that can be wrong, each with what it has to be.
function checkParts(url: string): string | undefined {
  const { pathname, username, password } = new URL(url);
  if (!/^(\/\d*)?$/.test(pathname)) {
    return 'a database number or nothing after the host';
  }
  try {
    decodeURIComponent(username + password);
    return undefined;
  } catch {
    return 'user and password with every % written as %25';
  }
}

/**
 * Reads the URL of a Redis.
 * @param config - the entry of the source
 * @param field - e.g. `redis.url`
 * @param path - where the entry stands, e.g. `agentos.instances[0].sources[0]`
 * @throws InputError that names the field and what was expected, without its value
 * @internal
 */
export function readRedisUrl(config: Config, field: string, path: string): string {
  const value = config.getOptional(field);
  if (!isRedisUrl(value)) {
    throw new InputError(
      `${path}.${field}: expected a redis:// or rediss:// URL, got ${describeValue(value)}`,
    );
  }
  const wrong = checkParts(value);
  if (wrong) throw new InputError(`${path}.${field}: expected ${wrong}`);
  return value;
}
