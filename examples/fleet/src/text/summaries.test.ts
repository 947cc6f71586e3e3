import fc from 'fast-check';
import { documentFrequencies, keywords } from './keywords';
import { readingEase } from './readability';
import { reviewText } from './reviews';
import { summarise } from './summaries';

const PLAIN =
  'The queue holds the jobs. A worker takes one job at a time. ' +
  'It runs the job and takes the next. The rest of them wait their turn.';

describe('summarise', () => {
  it('returns at most so many sentences of the text, in its order', () => {
    const text = fc
      .array(fc.constantFrom(...PLAIN.split(/(?<=\. )/), 'Short. ', '\n\n'))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (value, limit) => {
        const sentences = summarise(value, limit);
        expect(sentences.length).toBeLessThanOrEqual(limit);
        let from = 0;
        for (const sentence of sentences) {
          const at = value.indexOf(sentence, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + sentence.length;
        }
      }),
    );
  });

  it('prefers the sentence whose words are frequent in the text', () => {
    const text =
      'The lock of a queue worker expires. The lock of a queue worker renews. ' +
      'Somebody painted yesterday evening another fence.';
    expect(summarise(text, 1)).toEqual(['The lock of a queue worker expires.']);
  });
});

describe('keywords', () => {
  it('ranks a word that is rare elsewhere above one that is common', () => {
    const frequencies = documentFrequencies(['a queue', 'the queue', 'queue']);
    const found = keywords('A shingle in the queue', frequencies);
    expect(found.map(({ word }) => word)).toEqual(['shingle', 'queue']);
    expect(found[1].weight).toBe(0);
    expect(keywords('A shingle in the queue', frequencies, 1)).toHaveLength(1);
  });
});

describe('readingEase', () => {
  it('stays between 0 and 100 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(readingEase(text)).toBeGreaterThanOrEqual(0);
        expect(readingEase(text)).toBeLessThanOrEqual(100);
      }),
    );
    expect(readingEase('')).toBe(0);
  });
});

describe('reviewText', () => {
  it('has no remark on plain text', () => {
    expect(reviewText(PLAIN).remarks).toEqual([]);
  });

  it.each([
    [`${PLAIN} ${'and a job '.repeat(14)}.`, 'a sentence of 42 words'],
    ['Too short.', 'only 2 words'],
    [`${PLAIN} Stop!!`, 'repeated exclamation marks'],
    [`${PLAIN} Read THIS NOTICE.`, 'words in capitals'],
  ])('takes ten points for a broken rule', (text, remark) => {
    const review = reviewText(text);
    expect(review.remarks).toEqual([expect.stringContaining(remark)]);
    const ease = Math.round(readingEase(text));
    expect(review.score).toBeLessThanOrEqual(Math.max(0, ease - 9));
  });
});
