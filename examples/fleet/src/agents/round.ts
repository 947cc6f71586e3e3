/**
 * Rounds to 4 decimals: results are read by people and kept in a queue.
 *
 * @internal
 */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
