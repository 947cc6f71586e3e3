import fc from 'fast-check';
import { hashVector, similarity, toUnitLength } from './vectors';

describe('hashVector', () => {
  it('has length 1 for any text, also one without words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(Math.hypot(...hashVector(text))).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has length 1 when the words cancel each other out', () => {
    expect(toUnitLength([0, 0, 0])).toEqual([1, 0, 0]);
  });

  it('is the same for the same words in another order', () => {
    expect(hashVector('queues and workers')).toEqual(hashVector('Workers, queues!'));
  });

  it('puts texts that share words closer than texts that do not', () => {
    const note = hashVector('the oldest job waits in the queue');
    const other = hashVector('the queue holds its oldest waiting job');
    const far = hashVector('checksums find damaged files');
    expect(similarity(note, note)).toBeCloseTo(1, 9);
    expect(similarity(note, other)).toBeGreaterThan(similarity(note, far));
  });
});
