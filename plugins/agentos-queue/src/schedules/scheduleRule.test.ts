import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { nextRuns, ruleWords } from './scheduleRule';

const FIRST = '2026-03-28T02:00:00.000Z';

const schedule = (fields: Partial<ScheduleRow>) =>
  ({
    pattern: '0 3 * * *',
    timeZone: null,
    everyMs: null,
    nextAt: FIRST,
    paused: false,
    ...fields,
  }) as ScheduleRow;

const runs = (fields: Partial<ScheduleRow>, count = 3) =>
  nextRuns(schedule(fields), 0, count).map(at => new Date(at).toISOString().slice(0, 16));

describe('nextRuns', () => {
  it('goes by the clocks of its time zone, by UTC where that is not known', () => {
    // The clocks are changed on the 29th.
    expect(runs({ timeZone: 'Europe/Berlin' })).toEqual([
      '2026-03-28T02:00',
      '2026-03-29T01:00',
      '2026-03-30T01:00',
    ]);
    expect(runs({})).toEqual(['2026-03-28T02:00', '2026-03-28T03:00', '2026-03-29T03:00']);
    expect(runs({ timeZone: 'Mars/Olympus' })).toEqual(runs({}));
  });

  it('counts periods from the first, and none of what is paused', () => {
    expect(runs({ pattern: null, everyMs: 60_000 }, 2)).toEqual(['2026-03-28T02:00', '2026-03-28T02:01']);
    expect(runs({ paused: true })).toEqual([]);
  });
});

describe('ruleWords', () => {
  it('names the time zone where it is known', () => {
    expect(ruleWords(schedule({ timeZone: 'Europe/Berlin' }))).toBe('at 03:00, Europe/Berlin');
    expect(ruleWords(schedule({}))).toBe('at 03:00');
    expect(ruleWords(schedule({ pattern: 'L * * * *' }))).toBeUndefined();
  });
});
