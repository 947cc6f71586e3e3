import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * A source of type `bullmq` as app-config describes it.
 * @internal
 */
export interface BullmqConfig {
  /** Connection URL, with credentials: never shown, never logged. */
  url: string;
  /** Key prefix of the queues. */
  prefix: string;
  /** Names of the queues; undefined when they are discovered. */
  queues: string[] | undefined;
  discoverySeconds: number;
}

const DEFAULT_DISCOVERY_SECONDS = 300;

// Says what was found without repeating it: the text may hold a password.
const describe = (value: unknown): string => {
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

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * Reads the entry of a source.
 * @param config - the entry itself
 * @param path - where it stands, e.g. `agentos.instances[0].sources[0]`
 * @throws InputError that names the field and what was expected, without its value
 * @internal
 */
export function readBullmqConfig(config: Config, path: string): BullmqConfig {
  const expect = <T>(
    field: string,
    expectation: string,
    isValid: (value: unknown) => value is T,
    fallback?: T,
  ): T => {
    const value = config.getOptional(field) ?? fallback;
    if (isValid(value)) return value;
    throw new InputError(`${path}.${field}: expected ${expectation}, got ${describe(value)}`);
  };

  const url = expect('redis.url', 'a redis:// or rediss:// URL', isRedisUrl);
  const wrong = checkParts(url);
  if (wrong) throw new InputError(`${path}.redis.url: expected ${wrong}`);
  const queues = expect(
    'queues',
    'a list of queue names',
    (value): value is string[] => Array.isArray(value) && value.every(isName),
    [],
  );
  return {
    url,
    prefix: expect('prefix', 'a text', isName, 'bull'),
    queues: queues.length > 0 ? Array.from(new Set(queues)) : undefined,
    discoverySeconds: expect(
      'discovery.everySeconds',
      'a number of at least 1',
      (value): value is number => typeof value === 'number' && value >= 1,
      DEFAULT_DISCOVERY_SECONDS,
    ),
  };
}
