import { CronError } from './CronError';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface FieldRule {
  name: string;
  min: number;
  max: number;
  /** Words for values from `min` on. */
  words?: readonly string[];
}

const SECOND: FieldRule = { name: 'second', min: 0, max: 59 };
const RULES: readonly FieldRule[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  // 7 is Sunday as well.
  { name: 'day of the week', min: 0, max: 7, words: DAYS },
];

/**
 * When a schedule runs: the values of each field in their order; undefined = any.
 * @internal
 */
export interface Cron {
  seconds: readonly number[];
  minutes: readonly number[] | undefined;
  hours: readonly number[] | undefined;
  daysOfMonth: readonly number[] | undefined;
  months: readonly number[] | undefined;
  /** 0 is Sunday. */
  daysOfWeek: readonly number[] | undefined;
}

function readValue(text: string, { name, min, max, words = [] }: FieldRule): number {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + min;
  const value = Number(text);
  if (!/^\d{1,2}$/.test(text))
    throw new CronError(name, `'${text}' is no number${words.length ? ' or name' : ''}`);
  if (value < min || value > max) throw new CronError(name, `${text} is not from ${min} to ${max}`);
  return value;
}

function readPart(part: string, rule: FieldRule): number[] {
  const [range, step, ...more] = part.split('/');
  if (more.length > 0 || range === '' || step === '')
    throw new CronError(rule.name, `'${part}' is not understood`);
  const every = step === undefined ? 1 : Number(step);
  if (!/^\d{1,2}$/.test(step ?? '1') || every < 1)
    throw new CronError(rule.name, `'/${step}' is no step from 1 on`);
  const [from, to, ...rest] = range.split('-');
  if (rest.length > 0) throw new CronError(rule.name, `'${range}' is not understood`);
  let [first, last] = [rule.min, rule.max];
  if (from !== '*') {
    first = readValue(from, rule);
    // `5/10` goes on to the end, `5` is itself.
    if (to !== undefined) last = readValue(to, rule);
    else if (step === undefined) last = first;
  } else if (to !== undefined) {
    throw new CronError(rule.name, `'${range}' is not understood`);
  }
  if (last < first) throw new CronError(rule.name, `'${range}' ends before it begins`);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
}

function readField(text: string, rule: FieldRule): readonly number[] | undefined {
  if (text === '*' || text === '?') return undefined;
  const values = text.split(',').flatMap(part => readPart(part, rule));
  return Array.from(new Set(values)).sort((a, b) => a - b);
}

/**
 * Reads a cron pattern of five fields, or of six that begin with seconds: `*`, lists, ranges, steps, and names of months and days.
 * @throws CronError that names the field
 * @internal
 */
export function parseCron(pattern: string): Cron {
  const texts = pattern.trim().split(/\s+/);
  if (pattern.trim() === '' || texts.length < 5 || texts.length > 6) {
    throw new CronError(
      undefined,
      'expected five fields: minute, hour, day of the month, month, day of the week; six begin with second',
    );
  }
  const seconds = texts.length === 6 ? readField(texts[0], SECOND) : [0];
  const [minutes, hours, daysOfMonth, months, days] = texts
    .slice(-5)
    .map((text, index) => readField(text, RULES[index]));
  return {
    seconds: seconds ?? Array.from({ length: 60 }, (_, index) => index),
    minutes,
    hours,
    daysOfMonth,
    months,
    daysOfWeek: days && Array.from(new Set(days.map(day => day % 7))).sort((a, b) => a - b),
  };
}
