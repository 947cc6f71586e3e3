import { JOB_STATES } from '../model';
import type { JobCondition, TextPattern } from './JobCondition';
import type { QualifierType } from './qualifiers';
import { formatValue } from './quoting';
import { formatInstant, formatQueryDuration, parseDuration, parseInstant } from './timeValues';

/**
 * The type of the values of a condition.
 * @internal
 */
export type ValueOf<T extends QualifierType> =
  Extract<JobCondition, { type: T }> extends infer C
    ? C extends { values: Array<infer V> }
      ? V
      : C extends { value: infer V }
        ? V
        : never
    : never;

/**
 * How the values of a qualifier are written and read.
 * @internal
 */
export interface ValueType<V> {
  /** As the page and the completion say it. */
  title: string;
  /** What stands between qualifier and value. */
  operators: ':' | '><';
  /** True when `*` may end a value. */
  wildcard?: boolean;
  /** What a value must be, for the error. */
  expected: string;
  /** The value, or `undefined` when the text is none. */
  parse(pattern: TextPattern): V | undefined;
  /** Text that is read as the value. */
  format(value: V): string;
}

const text = (title: string): ValueType<string> => ({
  title,
  operators: ':',
  expected: 'a text',
  parse: pattern => pattern.text,
  format: formatValue,
});

/**
 * Data over branches: one line for each type of values.
 * @internal
 */
export const VALUE_TYPES: { [T in QualifierType]: ValueType<ValueOf<T>> } = {
  pattern: {
    title: 'text, `*` at its end is any text',
    operators: ':',
    wildcard: true,
    expected: 'a text',
    parse: pattern => pattern,
    format: ({ text: value, prefix }) =>
      `${value === '' && prefix ? '' : formatValue(value)}${prefix ? '*' : ''}`,
  },
  exact: text('text'),
  contains: text('part of a text, in any case'),
  argument: text('text'),
  state: {
    title: JOB_STATES.map(state => `\`${state}\``).join(' '),
    operators: ':',
    expected: `one of ${JOB_STATES.join(', ')}`,
    parse: pattern => JOB_STATES.find(state => state === pattern.text.toLowerCase()),
    format: state => state,
  },
  number: {
    title: 'whole number',
    operators: ':',
    expected: 'a whole number of at most 15 digits',
    // Adding 0 turns -0 into 0.
    parse: pattern => (/^-?\d{1,15}$/.test(pattern.text) ? Number(pattern.text) + 0 : undefined),
    format: String,
  },
  instant: {
    title:
      'date or time of ISO 8601, UTC unless it names an offset; or how long ago: `-90s` `-10m` `-2h` `-7d`',
    operators: '><',
    expected:
      'a date or time from 1970 on such as 2026-01-31 or 2026-01-31T12:00Z, or how long ago such as -2h',
    parse: pattern => parseInstant(pattern.text),
    format: formatInstant,
  },
  duration: {
    title: 'number with `ms` `s` `m` `h` or `d`',
    operators: '><',
    expected: 'a number with its unit, ms, s, m, h or d, of at most 36500d',
    parse: pattern => parseDuration(pattern.text),
    format: formatQueryDuration,
  },
};
