/**
 * Where durations lie on one line: equal steps are equal factors, so that 40 ms and 4 min can both be seen.
 * @param values - ms; the line spans them, with some room
 * @returns share of the line, 0 to 1
 * @internal
 */
export function durationScale(values: readonly number[]): (ms: number) => number {
  const logs = values.map(ms => Math.log(Math.max(1, ms)));
  const from = Math.min(...logs) - 0.2;
  const to = Math.max(...logs) + 0.2;
  return ms => Math.min(1, Math.max(0, (Math.log(Math.max(1, ms)) - from) / (to - from)));
}

/** @internal */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** Between which percentiles a duration lies. @internal */
export function placeOf(ms: number, { p50, p95, p99 }: Percentiles) {
  if (ms <= p50) return 'within50';
  if (ms <= p95) return 'within95';
  return ms <= p99 ? 'within99' : 'beyond';
}
