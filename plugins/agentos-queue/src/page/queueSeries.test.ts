import type { AnalyticsAnswer } from '@agentos-portal/plugin-agentos-common';
import { seriesByKey } from './queueSeries';

const point = (at: string, completed: number, waitP95Ms: number | null = null) => ({
  at,
  completed,
  waitP95Ms,
});

const ANSWER = {
  from: '2026-01-01T12:00:00.000Z',
  rangeMs: 240_000,
  stepMs: 60_000,
  items: [
    {
      key: 's.embed',
      points: [
        point('2026-01-01T12:00:00.000Z', 3, 20),
        point('2026-01-01T12:02:00.000Z', 5),
        point('2026-01-01T12:04:00.000Z', 1),
      ],
    },
  ],
} as unknown as AnalyticsAnswer;

describe('seriesByKey', () => {
  it('counts nothing where nothing happened, and leaves the running step out', () => {
    expect(seriesByKey(ANSWER, ({ completed }) => completed, 0).get('s.embed')).toEqual([3, 0, 5, 0]);
  });

  it('has no measure where nothing was measured', () => {
    expect(seriesByKey(ANSWER, ({ waitP95Ms }) => waitP95Ms, undefined).get('s.embed')).toEqual([
      20,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
