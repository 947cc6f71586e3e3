import type { Clock } from '@agentos-portal/plugin-agentos-node';

/**
 * An instant, to be shown and to be measured from.
 * @internal
 */
export interface Moment {
  /** Wall clock, ms since epoch. */
  at: number;
  /** Monotonic ms. */
  mark: number;
}

/** @internal */
export const momentOf = (clock: Clock): Moment => ({
  at: clock.now(),
  mark: clock.monotonic(),
});

/**
 * Whole ms from one moment to another.
 * @internal
 */
export const between = (from: Moment, to: Moment): number => Math.max(0, Math.round(to.mark - from.mark));

/**
 * ISO 8601 in UTC, as rows show it.
 * @internal
 */
export const toInstant = (at: number): string => new Date(at).toISOString();
