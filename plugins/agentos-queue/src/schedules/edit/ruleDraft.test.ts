import { draftOf, readRule, type RuleDraft } from './ruleDraft';

const NOW = Date.UTC(2026, 0, 1, 12);
const draft = (fields: Partial<RuleDraft>): RuleDraft => ({
  by: 'cron',
  pattern: '0 3 * * *',
  timeZone: 'UTC',
  everySeconds: '60',
  ...fields,
});

describe('readRule', () => {
  it('gives parameters and the next five runs', () => {
    const reading = readRule(draft({ pattern: ' 0  3 * * * ', timeZone: 'Europe/Berlin' }), NOW);
    expect(reading).toMatchObject({ params: { pattern: '0 3 * * *', timeZone: 'Europe/Berlin' } });
    expect('next' in reading && reading.next.map(at => new Date(at).toISOString()).slice(0, 2)).toEqual([
      '2026-01-02T02:00:00.000Z',
      '2026-01-03T02:00:00.000Z',
    ]);
    expect(readRule(draft({ by: 'period', everySeconds: '90' }), NOW)).toMatchObject({
      params: { everyMs: 90_000 },
    });
  });

  it('asks for no other time zone where none was typed', () => {
    expect(readRule(draft({ timeZone: '' }), NOW)).toMatchObject({ params: { pattern: '0 3 * * *' } });
    expect(readRule(draft({ timeZone: '' }), NOW)).not.toHaveProperty('params.timeZone');
  });

  it.each<[Partial<RuleDraft>, string]>([
    [{ pattern: '0 25 * * *' }, 'pattern'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ by: 'period', everySeconds: '0' }, 'everySeconds'],
    [{ by: 'period', everySeconds: '1.5' }, 'everySeconds'],
    [{ by: 'period', everySeconds: '' }, 'everySeconds'],
  ])('names the field that is wrong in %j', (fields, wrong) => {
    expect(readRule(draft(fields), NOW)).toMatchObject({ wrong });
  });
});

describe('draftOf', () => {
  const saved = (timeZone: string | null) =>
    readRule(draftOf({ pattern: '0 3 * * *', timeZone, everyMs: null }), NOW);

  it('saves a rule that nobody changed as it was, with its time zone', () => {
    expect(saved('Europe/Berlin')).toMatchObject({
      params: { pattern: '0 3 * * *', timeZone: 'Europe/Berlin' },
    });
    expect(saved(null)).not.toHaveProperty('params.timeZone');
    expect(readRule(draftOf({ pattern: null, timeZone: null, everyMs: 90_000 }), NOW)).toMatchObject({
      params: { everyMs: 90_000 },
    });
  });

  it('begins a new one in UTC', () => {
    expect(readRule(draftOf(), NOW)).toMatchObject({ params: { timeZone: 'UTC' } });
  });
});
