import { describeValue, readRedisUrl } from '@agentos-portal/plugin-agentos-node/redis';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CeleryNames } from './redis/CeleryKeys';
import { DEFAULT_SETTINGS } from './workers/shownSettings';

/**
 * A source of type `celery` as app-config describes it.
 * @internal
 */
export interface CeleryConfig {
  broker: {
    /** Connection URL, with credentials: never shown, never logged. */
    url: string;
    names: CeleryNames;
    /** After which un-acknowledged messages of a dead worker come back. */
    visibilityTimeoutSeconds: number;
  };
  /** Where results are; undefined when the application keeps none that can be read. */
  backend: { url: string; keyPrefix: string } | undefined;
  /** Queues that are shown whether or not they are discovered. */
  queues: string[];
  /** Never publishes: no inspects, no operations, no `enable_events`. */
  readOnly: boolean;
  /** Asks workers that send no task events to send them. */
  enableEvents: boolean;
  /** Between two rounds of inspects. */
  inspectSeconds: number;
  /** Between two searches for bindings by SCAN. */
  discoverySeconds: number;
  /** Settings of the application that the detail of a worker shows. */
  shownSettings: ReadonlySet<string>;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => isText(value) && value !== '';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every(isName);
const isPrefix = (value: unknown): value is string | boolean => isText(value) || isFlag(value);
const isSeconds =
  (from: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && value >= from;
const isSteps = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value[0] === 0 &&
  value.every((step, index) => Number.isSafeInteger(step) && (index === 0 || step > value[index - 1]));

const databaseOf = (url: string) => Number(new URL(url).pathname.slice(1) || 0);

const fanoutPrefixOf = (value: string | boolean) => {
  if (typeof value === 'string') return value;
  return value ? '/{db}.' : '';
};

/**
 * Reads the entry of a source.
 * @param config - the entry itself
 * @param path - where it stands, e.g. `agentos.instances[0].sources[0]`
 * @throws InputError that names the field and what was expected, without its value
 * @internal
 */
export function readCeleryConfig(config: Config, path: string): CeleryConfig {
  const expect = <T>(
    field: string,
    expectation: string,
    isValid: (value: unknown) => value is T,
    fallback: T,
  ): T => {
    const value = config.getOptional(field) ?? fallback;
    if (isValid(value)) return value;
    throw new InputError(`${path}.${field}: expected ${expectation}, got ${describeValue(value)}`);
  };
  const seconds = (field: string, from: number, fallback: number) =>
    expect(field, `a number of at least ${from}`, isSeconds(from), fallback);
  const flag = (field: string, fallback: boolean) => expect(field, 'true or false', isFlag, fallback);
  const text = (field: string, fallback: string) => expect(field, 'a text', isName, fallback);

  const url = readRedisUrl(config, 'broker.url', path);
  return {
    broker: {
      url,
      names: {
        database: databaseOf(url),
        globalKeyprefix: expect('broker.globalKeyprefix', 'a text', isText, ''),
        fanoutPrefix: fanoutPrefixOf(
          expect('broker.fanoutPrefix', 'true, false or a text', isPrefix, true as string | boolean),
        ),
        fanoutPatterns: flag('broker.fanoutPatterns', true),
        sep: text('broker.sep', '\x06\x16'),
        prioritySteps: expect(
          'broker.prioritySteps',
          'a list of whole numbers that begins with 0 and ascends',
          isSteps,
          [0, 3, 6, 9],
        ),
        eventExchange: text('broker.eventExchange', 'celeryev'),
        controlExchange: text('broker.controlExchange', 'celery'),
      },
      visibilityTimeoutSeconds: seconds('broker.visibilityTimeoutSeconds', 1, 3_600),
    },
    backend: config.has('backend')
      ? {
          url: readRedisUrl(config, 'backend.url', path),
          keyPrefix: text('backend.keyPrefix', 'celery-task-meta-'),
        }
      : undefined,
    queues: Array.from(new Set(expect('queues', 'a list of queue names', isNames, []))),
    readOnly: flag('readOnly', false),
    enableEvents: flag('enableEvents', true),
    inspectSeconds: seconds('inspect.everySeconds', 5, 30),
    discoverySeconds: seconds('discovery.everySeconds', 1, 300),
    shownSettings: new Set([
      ...DEFAULT_SETTINGS,
      ...expect('shownSettings', 'a list of setting names', isNames, []),
    ]),
  };
}
