import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * A source of type `sample` as app-config describes it.
 * @internal
 */
export interface SampleConfig {
  /** What happens, and in which order, is the same for the same seed. */
  seed: number | string;
  /** Jobs of all agents that are created in a minute, on average; 0 = none. */
  jobsPerMinute: number;
}

const DEFAULT_SEED = 1;
const DEFAULT_JOBS_PER_MINUTE = 120;
const MAX_JOBS_PER_MINUTE = 6_000;

const describe = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
};

const isSeed = (value: unknown): value is number | string =>
  Number.isFinite(value) || (typeof value === 'string' && value !== '');

const isRate = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MAX_JOBS_PER_MINUTE;

/**
 * Reads the entry of a source.
 * @param config - the entry itself
 * @param path - where it stands, for messages
 * @throws InputError that names the field and what was expected
 * @internal
 */
export function readSampleConfig(config: Config, path: string): SampleConfig {
  const expect = <T>(
    field: string,
    expectation: string,
    isValid: (value: unknown) => value is T,
    fallback: T,
  ): T => {
    const value = config.getOptional(field);
    if (value === undefined) return fallback;
    if (isValid(value)) return value;
    throw new InputError(`${path}.${field}: expected ${expectation}, got ${describe(value)}`);
  };
  return {
    seed: expect('seed', 'a number or a text', isSeed, DEFAULT_SEED),
    jobsPerMinute: expect(
      'jobsPerMinute',
      `a number from 0 to ${MAX_JOBS_PER_MINUTE}`,
      isRate,
      DEFAULT_JOBS_PER_MINUTE,
    ),
  };
}
