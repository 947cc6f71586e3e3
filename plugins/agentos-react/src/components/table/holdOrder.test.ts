import fc from 'fast-check';
import { holdOrder } from './holdOrder';

interface Item {
  id: string;
  value: number;
}

const keyOf = (row: Item) => row.id;
const item = (id: string, value = 0): Item => ({ id, value });

describe('holdOrder', () => {
  it('keeps places, shows present values, marks what left and counts what came', () => {
    const order = holdOrder(
      [item('a'), item('b'), item('c')],
      [item('c', 9), item('x'), item('a', 5)],
      keyOf,
    );

    expect(order.rows).toEqual([item('a', 5), item('b'), item('c', 9)]);
    expect([...order.gone]).toEqual(['b']);
    expect(order.waiting).toBe(1);
    expect(order.differs).toBe(true);
  });

  it('differs by nothing when only values change', () => {
    const order = holdOrder([item('a'), item('b')], [item('a', 1), item('b', 2)], keyOf);

    expect(order).toEqual({
      rows: [item('a', 1), item('b', 2)],
      gone: new Set(),
      waiting: 0,
      differs: false,
    });
  });

  it('differs when two rows changed places', () => {
    expect(holdOrder([item('a'), item('b')], [item('b'), item('a')], keyOf).differs).toBe(true);
  });

  it('is not gone what only left the first few', () => {
    const order = holdOrder([item('a'), item('b')], [item('x'), item('a'), item('b')], keyOf, 2);

    expect(order.rows).toEqual([item('a'), item('b')]);
    expect(order.gone.size).toBe(0);
    expect(order.waiting).toBe(1);
    expect(order.differs).toBe(true);
  });

  it('never moves a row, whatever happens', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), value: fc.nat() }), {
      selector: keyOf,
    });
    fc.assert(
      fc.property(rows, rows, (shown, sorted) => {
        const order = holdOrder(shown, sorted, keyOf);
        expect(order.rows.map(keyOf)).toEqual(shown.map(keyOf));
        const known = new Set(shown.map(keyOf));
        expect(order.waiting).toBe(sorted.filter(row => !known.has(row.id)).length);
      }),
    );
  });
});
