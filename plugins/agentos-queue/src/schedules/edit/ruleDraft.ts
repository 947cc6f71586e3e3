import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { CronError } from '../cron/CronError';
import { nextTimes } from '../cron/nextTimes';
import { parseCron } from '../cron/parseCron';
import { ASSUMED_ZONE, isTimeZone } from '../cron/zone';

/** Runs that are shown before it is saved. */
const SHOWN = 5;
const MAX_SECONDS = 365 * 24 * 3_600;

/**
 * A rule as a person types it.
 * @internal
 */
export interface RuleDraft {
  by: 'cron' | 'period';
  pattern: string;
  /** Empty = its engine's. */
  timeZone: string;
  everySeconds: string;
}

/**
 * What editing begins with: the rule as it is, or one for a new schedule. A time zone that is not known stays as it is: nobody asked for another.
 * @internal
 */
export const draftOf = (schedule?: Pick<ScheduleRow, 'everyMs' | 'pattern' | 'timeZone'>): RuleDraft => ({
  by: schedule?.everyMs ? 'period' : 'cron',
  pattern: schedule?.pattern ?? '0 3 * * *',
  timeZone: schedule ? (schedule.timeZone ?? '') : ASSUMED_ZONE,
  everySeconds: String((schedule?.everyMs ?? 3_600_000) / 1000),
});

/** @internal */
export type RuleField = 'pattern' | 'timeZone' | 'everySeconds';

/**
 * What a draft comes to: parameters and the next runs, or what is wrong with which field.
 * @internal
 */
export type RuleReading =
  { params: JsonObject; next: number[] } | { wrong: RuleField; problem: string | undefined };

function readCronRule({ pattern, timeZone }: RuleDraft, now: number): RuleReading {
  if (timeZone !== '' && !isTimeZone(timeZone)) return { wrong: 'timeZone', problem: undefined };
  try {
    const next = nextTimes(parseCron(pattern), now, timeZone || ASSUMED_ZONE, SHOWN);
    const rule = { pattern: pattern.trim().replace(/\s+/g, ' ') };
    return { params: timeZone === '' ? rule : { ...rule, timeZone }, next };
  } catch (error) {
    if (error instanceof CronError) return { wrong: 'pattern', problem: error.message };
    throw error;
  }
}

/**
 * Reads a draft.
 * @param now - ms since epoch
 * @internal
 */
export function readRule(draft: RuleDraft, now: number): RuleReading {
  if (draft.by === 'cron') return readCronRule(draft, now);
  const seconds = Number(draft.everySeconds);
  if (!/^\d+$/.test(draft.everySeconds.trim()) || seconds < 1 || seconds > MAX_SECONDS) {
    return { wrong: 'everySeconds', problem: undefined };
  }
  const everyMs = seconds * 1000;
  // Engines lay periods from the beginning of 1970.
  const first = (Math.floor(now / everyMs) + 1) * everyMs;
  return { params: { everyMs }, next: Array.from({ length: SHOWN }, (_, index) => first + index * everyMs) };
}
