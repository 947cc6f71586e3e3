import {
  formatInstant,
  formatQueryDuration,
  parseDuration,
  parseInstant,
  resolveInstant,
} from './timeValues';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500, '500ms'],
    ['0s', 0, '0ms'],
    ['1.5s', 1_500, '1500ms'],
    ['90s', 90_000, '90s'],
    ['60m', 3_600_000, '1h'],
    ['24h', 86_400_000, '1d'],
    ['36500d', 36_500 * 86_400_000, '36500d'],
  ])('reads %s as %i ms, written %s', (text, ms, written) => {
    expect(parseDuration(text)).toBe(ms);
    expect(formatQueryDuration(ms)).toBe(written);
  });

  it.each(['', '5', 's', '-5s', '5 s', '1e3s', '0x5s', '5S', '36500.1d', 'Infinitys', '5sm'])(
    'refuses %j',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('parseInstant', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z', '2026-01-31'],
    ['2024-02-29T23:59', '2024-02-29T23:59:00.000Z', '2024-02-29T23:59Z'],
    ['2026-01-31T12:00:05Z', '2026-01-31T12:00:05.000Z', '2026-01-31T12:00:05Z'],
    ['2026-01-31t12:00:05.25z', '2026-01-31T12:00:05.250Z', '2026-01-31T12:00:05.250Z'],
    ['2026-01-31T00:30+02:00', '2026-01-30T22:30:00.000Z', '2026-01-30T22:30Z'],
    ['2026-12-31T23:30-01:00', '2027-01-01T00:30:00.000Z', '2027-01-01T00:30Z'],
  ])('reads %s as %s, written %s', (text, at, written) => {
    expect(parseInstant(text)).toEqual({ kind: 'absolute', at });
    expect(formatInstant({ kind: 'absolute', at })).toBe(written);
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-31T24:00',
    '2026-01-31T12:60',
    '2026-01-31T12:00:60',
    '2026-01-31T12:00+99:00',
    '2026-01-31T12:00+02:60',
    '1969-12-31',
    '1970-01-01T00:00+01:00',
    '9999-12-31T23:59-01:00',
    '0099-01-01',
    '2026-1-3',
    '2026-01-31 ',
    '20260131',
    'yesterday',
    '--2h',
    '-',
  ])('refuses %j', text => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

it('resolves an instant when the search is made', () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  expect(resolveInstant({ kind: 'relative', agoMs: 7_200_000 }, now)).toBe('2026-01-31T10:00:00.000Z');
  expect(resolveInstant({ kind: 'absolute', at: '2026-01-01T00:00:00.000Z' }, now)).toBe(
    '2026-01-01T00:00:00.000Z',
  );
});
