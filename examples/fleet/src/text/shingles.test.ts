import fc from 'fast-check';
import { jaccard, shingles } from './shingles';

const text = fc
  .array(fc.constantFrom('one', 'two', 'three', 'four'), { maxLength: 12 })
  .map(list => list.join(' '));

describe('jaccard', () => {
  it('is symmetric, between 0 and 1, and 1 for the same text', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const share = jaccard(shingles(a), shingles(b));
        expect(share).toBe(jaccard(shingles(b), shingles(a)));
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(jaccard(shingles(a), shingles(a))).toBe(1);
      }),
    );
  });

  it('counts shared members over all members', () => {
    expect(jaccard(shingles('a b c d'), shingles('a b c e'))).toBeCloseTo(1 / 3);
    expect(jaccard(new Set(), new Set())).toBe(1);
  });

  it('takes a text shorter than a shingle as a whole', () => {
    expect([...shingles('Two words')]).toEqual(['two words']);
  });
});
