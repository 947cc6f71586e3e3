import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { describeCron } from './cron/describeCron';
import { nextTimes } from './cron/nextTimes';
import { parseCron, type Cron } from './cron/parseCron';
import { ASSUMED_ZONE, isTimeZone } from './cron/zone';

const cronOf = (pattern: string): Cron | undefined => {
  try {
    return parseCron(pattern);
  } catch {
    return undefined;
  }
};

/**
 * A pattern in words, with its time zone where that is known; undefined where only its engine reads it.
 * @internal
 */
export function ruleWords({
  pattern,
  timeZone,
}: Pick<ScheduleRow, 'pattern' | 'timeZone'>): string | undefined {
  const cron = pattern === null ? undefined : cronOf(pattern);
  return cron && [describeCron(cron), timeZone].filter(Boolean).join(', ');
}

/**
 * The next runs, ms since epoch: the first as its engine says it, the others by the rule.
 * @internal
 */
export function nextRuns(
  { nextAt, pattern, timeZone, everyMs, paused }: ScheduleRow,
  now: number,
  count: number,
): number[] {
  if (paused) return [];
  const first = nextAt === null ? undefined : Date.parse(nextAt);
  const rest = Math.max(0, count - (first === undefined ? 0 : 1));
  const from = first ?? now;
  const cron = pattern === null ? undefined : cronOf(pattern);
  const others = cron
    ? nextTimes(cron, from, timeZone && isTimeZone(timeZone) ? timeZone : ASSUMED_ZONE, rest)
    : Array.from({ length: everyMs && first ? rest : 0 }, (_, index) => from + (index + 1) * everyMs!);
  return [...(first === undefined ? [] : [first]), ...others];
}
