import fc from 'fast-check';
import { InvertedIndex } from './invertedIndex';
import { contentWords } from './words';

const word = fc.constantFrom('queue', 'worker', 'chunk', 'vector', 'lock');
const texts = fc.array(
  fc.array(word, { maxLength: 12 }).map(list => list.join(' ')),
  { maxLength: 6 },
);

describe('InvertedIndex', () => {
  it('lists each word at exactly the places where it occurs', () => {
    fc.assert(
      fc.property(texts, word, (list, wanted) => {
        const index = new InvertedIndex();
        list.forEach(text => index.add(text));
        const expected = list
          .map((text, number) => ({
            text: number,
            positions: [...contentWords(text).entries()]
              .filter(([, found]) => found === wanted)
              .map(([position]) => position),
          }))
          .filter(({ positions }) => positions.length > 0);
        expect(index.postings(wanted)).toEqual(expected);
        expect([...index.search(wanted)].sort()).toEqual(expected.map(posting => posting.text));
      }),
    );
  });

  it('puts the text with the rare word first', () => {
    const index = new InvertedIndex();
    index.add('the queue of the queue');
    index.add('the queue and its lock');
    index.add('another queue');
    expect(index.search('queue lock')[0]).toBe(1);
    expect(index.size()).toEqual({ words: 2, postings: 4 });
  });

  it('finds nothing for an unknown word', () => {
    const index = new InvertedIndex();
    index.add('constructor of a queue');
    expect(index.search('toString prototype')).toEqual([]);
    expect(index.postings('constructor')).toHaveLength(1);
  });
});
