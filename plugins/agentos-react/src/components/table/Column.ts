import type { ReactNode } from 'react';

/**
 * What a table sorts by; undefined and `null` (not measured) come last in both directions.
 * @public
 */
export type SortValue = string | number | boolean | null | undefined;

/**
 * A column of a {@link DataTable}. Keep the list of columns outside of the component, so that one changed row draws one row.
 * @public
 */
export interface Column<T> {
  id: string;
  label: string;
  /** What the column means, with its unit and window. */
  description?: string;
  /** Width in px; the first column takes what is left. */
  width: number;
  /** Numbers stand at the end. Default: `start`. */
  align?: 'start' | 'end';
  /** Absent = the table cannot be sorted by this column. */
  sortValue?: (row: T) => SortValue;
  /** The cell. The first column is the button that opens the row: text only. */
  render: (row: T) => ReactNode;
}
