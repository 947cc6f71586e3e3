import type { Cron } from './parseCron';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const pad = (value: number) => String(value).padStart(2, '0');

const join = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** The step of values that fill their field evenly, e.g. 15 of 0, 15, 30, 45. */
function stepOf(values: readonly number[], size: number): number | undefined {
  const step = size / values.length;
  return values.length > 1 &&
    Number.isInteger(step) &&
    step > 1 &&
    values.every((value, index) => value === index * step)
    ? step
    : undefined;
}

/** More times of a day than these are told by their fields. */
const CLOCKS = 6;

function timeWords({ seconds, minutes, hours }: Cron): string {
  if (seconds.length > 1) {
    const step = stepOf(seconds, 60);
    return seconds.length === 60
      ? 'every second'
      : `at second ${step ? `0, every ${step}` : seconds.join(', ')}`;
  }
  const hourStep = hours && stepOf(hours, 24);
  if (hourStep && minutes?.join() === '0') return `every ${hourStep} hours`;
  if (hours && minutes && hours.length * minutes.length <= CLOCKS) {
    const clocks = hours.flatMap(hour => minutes.map(minute => `${pad(hour)}:${pad(minute)}`));
    return `at ${join(clocks)}`;
  }
  const step = minutes && stepOf(minutes, 60);
  const isHourly = minutes?.join() === '0';
  const told = isHourly ? 'every hour' : `at minute ${minutes?.join(', ')}`;
  const often = step ? `every ${step} minutes` : told;
  const minute = minutes === undefined ? 'every minute' : often;
  if (!hours) return minute;
  const isRun = hours.length > 1 && hours.every((hour, index) => hour === hours[0] + index);
  const within = isRun
    ? `from ${pad(hours[0])}:00 to ${pad(hours.at(-1)!)}:59`
    : `in hour ${hours.join(', ')}`;
  return `${minute} ${within}`;
}

function dayWords({ daysOfMonth, daysOfWeek, months }: Cron): string[] {
  const isWorkdays = daysOfWeek?.join() === '1,2,3,4,5';
  const ofWeek = daysOfWeek && (isWorkdays ? 'Monday to Friday' : join(daysOfWeek.map(day => DAYS[day])));
  const ofMonth = daysOfMonth && `day ${join(daysOfMonth.map(String))} of the month`;
  const days = [ofMonth, ofWeek].filter(Boolean).join(' or ');
  return [days && `on ${days}`, months ? `in ${join(months.map(month => MONTHS[month - 1]))}` : ''].filter(
    Boolean,
  );
}

/**
 * A pattern in words, e.g. `at 03:00 on Monday to Friday`.
 * @internal
 */
export const describeCron = (cron: Cron): string => [timeWords(cron), ...dayWords(cron)].join(' ');
