/**
 * A window of time, ms.
 * @internal
 */
export interface DelayRange {
  minMs: number;
  maxMs: number;
}

/**
 * A moment within a window. Many clients that lost the same server come back spread over all of it.
 * @param random - from 0 up to, but without, 1
 * @internal
 */
export const jitter = (range: DelayRange, random: number) =>
  Math.round(range.minMs + random * (range.maxMs - range.minMs));

/**
 * Exponential backoff with full jitter: anything from 0 to `baseMs` doubled by each failure, at most `maxMs`.
 * @param failures - failed attempts in a row
 * @internal
 */
export const fullJitter = (failures: number, random: number, { baseMs = 500, maxMs = 30_000 } = {}) =>
  jitter({ minMs: 0, maxMs: Math.min(maxMs, baseMs * 2 ** failures) }, random);
