import { CronError } from './CronError';
import { describeCron } from './describeCron';
import { nextTimes } from './nextTimes';
import { parseCron } from './parseCron';
import { instantOf, isTimeZone } from './zone';

const next = (pattern: string, after: string, timeZone = 'UTC', count = 5) =>
  nextTimes(parseCron(pattern), Date.parse(after), timeZone, count).map(at =>
    new Date(at).toISOString().replace(/(:00)?\.000Z$/, ''),
  );

describe('parseCron', () => {
  it.each([
    ['', undefined, 'expected five fields'],
    ['* * * *', undefined, 'expected five fields'],
    ['60 * * * *', 'minute', '60 is not from 0 to 59'],
    ['* 24 * * *', 'hour', '24 is not from 0 to 23'],
    ['* * 0 * *', 'day of the month', '0 is not from 1 to 31'],
    ['* * * FOO *', 'month', "'FOO' is no number or name"],
    ['* * * * 8', 'day of the week', '8 is not from 0 to 7'],
    ['*/0 * * * *', 'minute', "'/0' is no step from 1 on"],
    ['5-2 * * * *', 'minute', "'5-2' ends before it begins"],
    ['1,,2 * * * *', 'minute', "'' is not understood"],
    ['1-2-3 * * * *', 'minute', "'1-2-3' is not understood"],
    ['99 * * * * *', 'second', '99 is not from 0 to 59'],
  ])('says what is wrong with %j', (pattern, field, problem) => {
    const read = () => parseCron(pattern);
    expect(read).toThrow(CronError);
    expect(read).toThrow(expect.objectContaining({ field, problem: expect.stringContaining(problem) }));
  });
});

describe('nextTimes', () => {
  it.each([
    ['*/20 * * * *', '2026-01-01T11:30:00Z', ['2026-01-01T11:40', '2026-01-01T12:00', '2026-01-01T12:20']],
    ['0 3 * * *', '2026-01-01T03:00:00Z', ['2026-01-02T03:00', '2026-01-03T03:00', '2026-01-04T03:00']],
    ['0 9 * * MON-FRI', '2026-01-02T10:00:00Z', ['2026-01-05T09:00', '2026-01-06T09:00', '2026-01-07T09:00']],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    // Either of the two will do.
    ['0 0 13 * 5', '2026-02-01T00:00:00Z', ['2026-02-06T00:00', '2026-02-13T00:00', '2026-02-20T00:00']],
    [
      '*/30 * * * * *',
      '2026-01-01T00:00:10Z',
      ['2026-01-01T00:00:30', '2026-01-01T00:01', '2026-01-01T00:01:30'],
    ],
    ['0 0 * * 7', '2026-01-01T00:00:00Z', ['2026-01-04T00:00', '2026-01-11T00:00', '2026-01-18T00:00']],
    ['0 0 30 2 *', '2026-01-01T00:00:00Z', []],
  ])('of %s after %s', (pattern, after, expected) => {
    expect(next(pattern, after, 'UTC', Math.max(1, expected.length))).toEqual(expected);
  });

  it('goes by the clocks of the time zone, also when they are changed', () => {
    expect(next('30 2 * * *', '2026-03-28T00:00:00Z', 'Europe/Berlin', 3)).toEqual([
      '2026-03-28T01:30',
      // On the 29th they go from 02:00 to 03:00.
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
    expect(next('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin', 2)).toEqual([
      // Shown twice, run once.
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    expect(next('0 9 * * *', '2026-01-01T00:00:00Z', 'America/New_York', 1)).toEqual(['2026-01-01T14:00']);
  });
});

describe('time zones', () => {
  it('knows which there are', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
  });

  it('has no instant for what no clock shows', () => {
    expect(instantOf(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin')).toBeUndefined();
  });
});

describe('describeCron', () => {
  it.each([
    ['* * * * *', 'every minute'],
    ['*/5 * * * *', 'every 5 minutes'],
    ['0 * * * *', 'every hour'],
    ['0 */6 * * *', 'every 6 hours'],
    ['0 3 * * *', 'at 03:00'],
    ['30 9,17 * * 1-5', 'at 09:30 and 17:30 on Monday to Friday'],
    ['0 0 1 * *', 'at 00:00 on day 1 of the month'],
    ['0 0 1 1,7 *', 'at 00:00 on day 1 of the month in January and July'],
    ['*/10 8-17 * * *', 'every 10 minutes from 08:00 to 17:59'],
    ['5,35 * * * SUN', 'at minute 5, 35 on Sunday'],
    ['* * * * * *', 'every second'],
    ['0 0 13 * 5', 'at 00:00 on day 13 of the month or Friday'],
  ])('says %s as %s', (pattern, words) => {
    expect(describeCron(parseCron(pattern))).toBe(words);
  });
});
