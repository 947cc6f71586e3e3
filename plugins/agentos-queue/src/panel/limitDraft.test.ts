import { draftOf, readLimits, type LimitDraft } from './limitDraft';

const draft = (fields: Partial<LimitDraft>) => ({ concurrency: '', max: '', seconds: '60', ...fields });

describe('readLimits', () => {
  it('takes away what is left empty, and sets what is typed', () => {
    expect(readLimits(draft({}))).toEqual({ params: { concurrency: null, max: null } });
    expect(readLimits(draft({ concurrency: ' 5 ', max: '100', seconds: '0.5' }))).toEqual({
      params: { concurrency: 5, max: 100, durationMs: 500 },
    });
  });

  it.each<[Partial<LimitDraft>, string]>([
    [{ concurrency: '0' }, 'concurrency'],
    [{ concurrency: '1.5' }, 'concurrency'],
    [{ max: '-1' }, 'max'],
    [{ max: '1', seconds: '' }, 'seconds'],
    [{ max: '1', seconds: '0' }, 'seconds'],
    [{ max: '1', seconds: 'x' }, 'seconds'],
  ])('names the field that is wrong in %j', (fields, wrong) => {
    expect(readLimits(draft(fields))).toEqual({ wrong });
  });

  it('begins with what is set', () => {
    const limits = { concurrencyLimit: 3, rateLimit: 10, rateWindowMs: 1_500 };
    expect(readLimits(draftOf(limits))).toEqual({ params: { concurrency: 3, max: 10, durationMs: 1_500 } });
    expect(draftOf({ concurrencyLimit: null, rateLimit: null, rateWindowMs: null })).toEqual(draft({}));
  });
});
