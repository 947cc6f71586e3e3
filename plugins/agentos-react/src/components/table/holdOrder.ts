/**
 * What a table shows while its order is held.
 * @internal
 */
export interface HeldOrder<T> {
  /** The rows in the order they had, with their present values. */
  rows: T[];
  /** Keys of rows that left meanwhile; they stay in their place, marked. */
  gone: ReadonlySet<string>;
  /** Rows that came meanwhile and wait. */
  waiting: number;
  /** Whether letting go would move or change the list. */
  differs: boolean;
}

/**
 * Keeps rows in their places: nothing moves under the cursor, and nothing is lost.
 * @param shown - the rows as they were shown last
 * @param sorted - all rows as they are now
 * @param limit - how many of them a table shows that is let go
 * @internal
 */
export function holdOrder<T>(
  shown: readonly T[],
  sorted: readonly T[],
  keyOf: (row: T) => string,
  limit = Infinity,
): HeldOrder<T> {
  const now = new Map(sorted.map(row => [keyOf(row), row]));
  const gone = new Set<string>();
  const rows = shown.map(row => {
    const key = keyOf(row);
    const present = now.get(key);
    if (present === undefined) gone.add(key);
    return present ?? row;
  });
  const places = new Set(rows.map(keyOf));
  const wanted = sorted.slice(0, limit);
  const differs =
    rows.length !== wanted.length || rows.some((row, index) => keyOf(row) !== keyOf(wanted[index]));
  return { rows, gone, waiting: wanted.filter(row => !places.has(keyOf(row))).length, differs };
}
