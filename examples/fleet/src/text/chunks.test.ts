import fc from 'fast-check';
import { splitChunks } from './chunks';
import { splitSentences } from './sentences';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.array(fc.constantFrom('A word', '. ', '!\n', '\n\n', '? ', '😀', '3.5')).map(parts => parts.join('')),
);

describe('splitSentences', () => {
  it('loses no character of any text', () => {
    fc.assert(
      fc.property(text, value => {
        expect(splitSentences(value).join('')).toBe(value);
      }),
    );
  });

  it('ends a sentence at a mark before white space and at a blank line', () => {
    expect(splitSentences('A title\n\nOne has 3.5 words. Two? "Three!" Four')) //
      .toEqual(['A title\n\n', 'One has 3.5 words. ', 'Two? ', '"Three!" ', 'Four']);
  });
});

describe('splitChunks', () => {
  it('covers any text without gaps, in pieces of bounded length', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 50 }), (value, maxLength) => {
        const chunks = splitChunks(value, maxLength);
        const pieces = chunks.map(({ start, end }) => value.slice(start, end));
        expect(pieces.join('')).toBe(value);
        expect(chunks.map(({ index }) => index)).toEqual([...chunks.keys()]);
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(maxLength + 1);
        }
      }),
    );
  });

  it('keeps sentences whole where they fit', () => {
    const value = 'One two. Three four. Five six.';
    const pieces = splitChunks(value, 21).map(c => value.slice(c.start, c.end));
    expect(pieces).toEqual(['One two. Three four. ', 'Five six.']);
  });

  it('does not cut a pair of surrogates', () => {
    const value = '😀'.repeat(5);
    for (const { start, end } of splitChunks(value, 3)) {
      expect(value.slice(start, end)).toMatch(/^\p{Emoji}+$/u);
    }
  });
});
