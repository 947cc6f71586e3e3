import type { AnalyticsRow } from '@agentos-portal/plugin-agentos-common';

/** Minutes a series holds. */
const MINUTES = 60;
const MINUTE_MS = 60_000;

/**
 * How the same minute of several instances becomes one value.
 * @public
 */
export type CombineMinutes = 'sum' | 'max';

/**
 * One field of the minute rows as a series, oldest first; undefined where nobody measured. The running minute is left out: it is not
 * whole, and would look like a fall.
 * @param now - ms since epoch
 * @internal
 */
export function minuteSeries(
  rows: readonly AnalyticsRow[],
  pick: (row: AnalyticsRow) => number | null,
  combine: CombineMinutes,
  now: number,
): Array<number | undefined> {
  const byMinute = new Map<number, number>();
  let last = -Infinity;
  for (const row of rows) {
    const minute = Math.floor(Date.parse(row.at) / MINUTE_MS);
    if (row.kind !== 'minute' || (minute + 1) * MINUTE_MS > now) continue;
    last = Math.max(last, minute);
    const value = pick(row);
    if (value === null) continue;
    const before = byMinute.get(minute);
    const joined = combine === 'sum' ? (before ?? 0) + value : Math.max(before ?? 0, value);
    byMinute.set(minute, joined);
  }
  if (last === -Infinity) return [];
  return Array.from({ length: MINUTES }, (_, index) => byMinute.get(last - MINUTES + 1 + index));
}
