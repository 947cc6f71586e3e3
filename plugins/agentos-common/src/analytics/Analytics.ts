const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Windows of `GET /analytics` that end now: their length and the step they are cut into by default, ms.
 * @public
 */
export const ANALYTICS_RANGES = {
  '15m': { ms: 15 * MINUTE, stepMs: MINUTE },
  '1h': { ms: HOUR, stepMs: MINUTE },
  '6h': { ms: 6 * HOUR, stepMs: 5 * MINUTE },
  '24h': { ms: DAY, stepMs: 15 * MINUTE },
  '7d': { ms: 7 * DAY, stepMs: HOUR },
  '30d': { ms: 30 * DAY, stepMs: DAY },
} as const;

/** @public */
export type AnalyticsRange = keyof typeof ANALYTICS_RANGES;

/**
 * Steps that a window may be cut into, ms.
 * @public
 */
export const ANALYTICS_STEPS = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '1d': DAY,
} as const;

/** @public */
export type AnalyticsStep = keyof typeof ANALYTICS_STEPS;

/**
 * What figures are split by.
 * @public
 */
export const ANALYTICS_DIMENSIONS = ['queue', 'agent', 'worker', 'name'] as const;

/** @public */
export type AnalyticsDimension = (typeof ANALYTICS_DIMENSIONS)[number];

/**
 * What happened in a stretch of time; `null` = not measured. Formulas are in docs/analytics.md.
 * @public
 */
export interface AnalyticsFigures {
  created: number;
  completed: number;
  /** Failed for good. */
  failed: number;
  /** Finished jobs a minute. */
  throughputPerMinute: number;
  /** Completed over finished, 0 to 1. */
  successRate: number | null;
  waitP50Ms: number | null;
  waitP95Ms: number | null;
  waitP99Ms: number | null;
  runP50Ms: number | null;
  runP95Ms: number | null;
  runP99Ms: number | null;
  runAvgMs: number | null;
}

/**
 * The figures of one step; steps in which nothing happened have none.
 * @public
 */
export interface AnalyticsPoint extends AnalyticsFigures {
  /** Start of the step, ISO 8601. */
  at: string;
}

/**
 * One key: a row id of a queue or worker, an id of an agent, a name of jobs, or `all`.
 * @public
 */
export interface AnalyticsSeries {
  key: string;
  total: AnalyticsFigures;
  points: AnalyticsPoint[];
}

/**
 * The answer of `GET /analytics`. The window begins at a whole step and ends now.
 * @public
 */
export interface AnalyticsAnswer {
  from: string;
  to: string;
  rangeMs: number;
  stepMs: number;
  by: AnalyticsDimension | null;
  /** The busiest key first. */
  items: AnalyticsSeries[];
  /** True when there are more keys than the answer holds: these are the busiest. */
  truncated: boolean;
}
