const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long figures are kept, from `agentos.retention.analytics`. @internal */
export interface AnalyticsRetention {
  minuteHours: number;
  hourDays: number;
  dayDays: number;
}

/**
 * A length of the stretches that figures are kept for.
 * @internal
 */
export interface Level {
  /** As the table has it. */
  level: number;
  widthMs: number;
  keptMs(retention: AnalyticsRetention): number;
}

const asMinutes = ({ minuteHours }: AnalyticsRetention) => minuteHours * HOUR;

/**
 * Every fact is counted on each level while it is within what the level keeps, so that a coarse one outlives the finer ones.
 * @internal
 */
export const LEVELS: readonly Level[] = [
  { level: 0, widthMs: MINUTE, keptMs: asMinutes },
  // So that a day is read in a hundred pieces, not in 1,440.
  { level: 1, widthMs: 15 * MINUTE, keptMs: asMinutes },
  { level: 2, widthMs: HOUR, keptMs: ({ hourDays }) => hourDays * DAY },
  { level: 3, widthMs: DAY, keptMs: ({ dayDays }) => dayDays * DAY },
];

/** The coarsest level that a step is made of. @internal */
export const levelOf = (stepMs: number): Level =>
  LEVELS.findLast(({ widthMs }) => stepMs % widthMs === 0) ?? LEVELS[0];
