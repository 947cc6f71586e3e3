import fc from 'fast-check';
import { ID_PATTERN, nameInId, parseRowId, rowId } from './id';
import { formatRev, REV_ZERO } from './rev';

describe('rowId', () => {
  it('joins names', () => {
    expect(rowId('queues', 'embed', '42')).toBe('queues.embed.42');
  });

  it('gives a valid id for names of any character, and takes it apart again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        parts => {
          const [first, ...rest] = ['s', ...parts];
          const id = rowId(first, ...rest);
          expect(id).toMatch(ID_PATTERN);
          expect(parseRowId(id) ?? 'shortened').toEqual(id.includes('~-') ? 'shortened' : [first, ...rest]);
        },
      ),
    );
  });

  it('names what people know it by', () => {
    expect(nameInId(rowId('celery', 'care@host'))).toBe('care@host');
    expect(nameInId('not an id')).toBe('not an id');
  });

  it('keeps long names apart', () => {
    const a = rowId('s', `${'x'.repeat(300)}a`);
    const b = rowId('s', `${'x'.repeat(300)}b`);
    expect(a).toMatch(ID_PATTERN);
    expect(a).not.toBe(b);
    expect(parseRowId(a)).toBeUndefined();
  });
});

describe('formatRev', () => {
  it('orders as text by term, then sequence', () => {
    const revs = [
      REV_ZERO,
      formatRev(1, 1),
      formatRev(1, 9),
      formatRev(1, 10),
      formatRev(2, 1),
      formatRev(10, 1),
    ];
    expect([...revs].sort()).toEqual(revs);
  });
});
