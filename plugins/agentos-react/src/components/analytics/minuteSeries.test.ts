import { anAnalyticsRow } from '../../testUtils';
import { minuteSeries } from './minuteSeries';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 30);
const minute = (minutesAgo: number, created: number, instance = 'main') => {
  const at = new Date(Date.UTC(2026, 0, 1, 12) - minutesAgo * 60_000).toISOString();
  return anAnalyticsRow({ id: `${instance}.${minutesAgo}`, kind: 'minute', at, windowMs: 60_000, created });
};
const created = (row: ReturnType<typeof minute>) => row.created;

describe('minuteSeries', () => {
  it('holds 60 minutes, oldest first, with gaps where nobody measured', () => {
    const series = minuteSeries([minute(1, 7), minute(3, 5)], created, 'sum', NOW);

    expect(series).toHaveLength(60);
    expect(series.slice(-3)).toEqual([5, undefined, 7]);
  });

  it('leaves out the running minute, and rows that are not minutes', () => {
    const rows = [minute(1, 7), minute(0, 1), anAnalyticsRow({ created: 999 })];

    expect(minuteSeries(rows, created, 'sum', NOW).slice(-1)).toEqual([7]);
  });

  it('adds the instances up, or takes the highest', () => {
    const rows = [minute(1, 7), minute(1, 2, 'other')];

    expect(minuteSeries(rows, created, 'sum', NOW).slice(-1)).toEqual([9]);
    expect(minuteSeries(rows, created, 'max', NOW).slice(-1)).toEqual([7]);
  });

  it('is not 0 where one instance did not measure', () => {
    const rows = [minute(1, 7)];

    expect(minuteSeries(rows, () => null, 'sum', NOW).slice(-1)).toEqual([undefined]);
    expect(minuteSeries([], created, 'sum', NOW)).toEqual([]);
  });
});
