import fc from 'fast-check';
import type { Column } from './Column';
import { sortRows } from './sortRows';

interface Item {
  id: string;
  value: number | null;
  name: string;
}

const COLUMNS: ReadonlyArray<Column<Item>> = [
  { id: 'name', label: 'Name', width: 1, sortValue: row => row.name, render: () => undefined },
  { id: 'value', label: 'Value', width: 1, sortValue: row => row.value, render: () => undefined },
];

const item = (id: string, value: number | null, name = id): Item => ({ id, value, name });
const ids = (rows: Item[], sort: string) => sortRows(rows, COLUMNS, sort, row => row.id).map(row => row.id);

describe('sortRows', () => {
  const rows = [item('b', 2), item('a', null), item('c', 1), item('d', 0)];

  it('puts what is not measured last in both directions', () => {
    expect(ids(rows, 'value')).toEqual(['d', 'c', 'b', 'a']);
    expect(ids(rows, '-value')).toEqual(['b', 'c', 'd', 'a']);
  });

  it('counts numbers within names', () => {
    expect(ids([item('w-10', 1), item('w-9', 1)], 'name')).toEqual(['w-9', 'w-10']);
  });

  it('orders by key where no such column is', () => {
    expect(ids(rows, 'constructor')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not depend on the order the rows came in', () => {
    const items = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1 }),
        value: fc.option(fc.integer({ min: 0, max: 3 })),
        name: fc.constantFrom('a', 'b'),
      }),
      { selector: row => row.id },
    );
    fc.assert(
      fc.property(items, fc.constantFrom('name', '-name', 'value', '-value'), (given, sort) => {
        expect(ids([...given].reverse(), sort)).toEqual(ids(given, sort));
      }),
    );
  });
});
