import type { AnalyticsAnswer, AnalyticsPoint } from '@agentos-portal/plugin-agentos-common';

/**
 * One figure of each key, step by step, oldest first. A step in which nothing happened is left out of the answer: a count is 0 there, and
 * what is measured of jobs is not measured. The running step is left out: it is not whole.
 * @internal
 */
export function seriesByKey(
  { from, rangeMs, stepMs, items }: AnalyticsAnswer,
  pick: (point: AnalyticsPoint) => number | null,
  absent: number | undefined,
): ReadonlyMap<string, ReadonlyArray<number | undefined>> {
  const steps = Math.max(1, Math.floor(rangeMs / stepMs));
  const start = Date.parse(from);
  return new Map(
    items.map(({ key, points }) => {
      const values = Array.from({ length: steps }, () => absent);
      for (const point of points) {
        const index = Math.round((Date.parse(point.at) - start) / stepMs);
        if (index >= 0 && index < steps) values[index] = pick(point) ?? absent;
      }
      return [key, values];
    }),
  );
}
