import { DailyCounts, startOfDay } from './DailyCounts';

describe('the start of a day', () => {
  it.each([
    ['UTC', '2026-03-29T12:34:56Z', '2026-03-29T00:00:00Z'],
    ['UTC', '2026-03-29T00:00:00Z', '2026-03-29T00:00:00Z'],
    ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-24T22:00:00Z'],
    ['Asia/Kathmandu', '2026-01-01T18:14:00Z', '2025-12-31T18:15:00Z'],
    ['America/St_Johns', '2026-01-01T03:29:00Z', '2025-12-31T03:30:00Z'],
  ])('in %s at %s is %s', (zone, at, start) => {
    expect(startOfDay(Date.parse(at), zone)).toBe(Date.parse(start));
  });
});

describe('the counts of a day', () => {
  it('begin with what was counted since midnight of the instance, and anew the next day', async () => {
    let now = Date.parse('2026-01-01T22:30:00Z');
    const counts = new DailyCounts(new Map([['main', 'Europe/Berlin']]), () => now);
    const asked: unknown[] = [];
    await counts.load(async (...args) => {
      asked.push(args);
      return new Map([['s.embed', 5]]);
    });
    expect(asked).toEqual([['main', Date.parse('2025-12-31T23:00:00Z')]]);
    counts.record('main', 's.embed', now);
    counts.record('main', 's.embed', now - 24 * 3_600_000);
    expect(counts.count('main', 's.embed')).toBe(6);
    now = Date.parse('2026-01-01T23:00:00Z');
    expect(counts.count('main', 's.embed')).toBe(0);
  });
});
