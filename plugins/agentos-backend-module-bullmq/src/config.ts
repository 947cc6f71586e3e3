import { describeValue, readRedisUrl } from '@agentos-portal/plugin-agentos-node/redis';
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
    throw new InputError(`${path}.${field}: expected ${expectation}, got ${describeValue(value)}`);
  };

  const url = readRedisUrl(config, 'redis.url', path);
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
