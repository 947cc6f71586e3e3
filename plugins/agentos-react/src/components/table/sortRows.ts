import type { Column, SortValue } from './Column';

/**
 * Order of a table, as in the URL: the id of a column, with a leading `-` for descending.
 * @public
 */
export type Sort = string;

/** @internal */
export const sortColumn = (sort: Sort): string => sort.replace(/^-/, '');

/** @internal */
export const isDescending = (sort: Sort): boolean => sort.startsWith('-');

const missing = (value: SortValue) => value === null || value === undefined || Number.isNaN(value);

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return collator.compare(a, b);
  }
  return Number(a) - Number(b);
}

/**
 * Sorts rows by one column. What is not measured comes last in both directions, equal rows are ordered by their key.
 * @internal
 */
export function sortRows<T>(
  rows: readonly T[],
  columns: ReadonlyArray<Column<T>>,
  sort: Sort,
  keyOf: (row: T) => string,
): T[] {
  const value = columns.find(({ id }) => id === sortColumn(sort))?.sortValue;
  const sign = isDescending(sort) ? -1 : 1;
  const keyed = rows.map(row => ({ row, key: keyOf(row), by: value?.(row) }));
  keyed.sort((a, b) => {
    const [aMissing, bMissing] = [missing(a.by), missing(b.by)];
    if (aMissing !== bMissing) return aMissing ? 1 : -1;
    return (aMissing ? 0 : sign * compare(a.by, b.by)) || collator.compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}
