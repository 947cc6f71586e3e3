import type { Cron } from './parseCron';
import { instantOf, wallOf } from './zone';

const DAY_MS = 86_400_000;
/** A pattern that names the 29th of February may have to wait eight years. */
const MAX_DAYS = 366 * 9;

const range = (length: number) => Array.from({ length }, (_, index) => index);

const has = (values: readonly number[] | undefined, value: number) => values?.includes(value) ?? true;

/** Where both the day of the month and the day of the week are named, either will do. */
function isDay({ daysOfMonth, daysOfWeek, months }: Cron, day: Date): boolean {
  if (!has(months, day.getUTCMonth() + 1)) return false;
  const ofMonth = has(daysOfMonth, day.getUTCDate());
  const ofWeek = has(daysOfWeek, day.getUTCDay());
  return daysOfMonth && daysOfWeek ? ofMonth || ofWeek : ofMonth && ofWeek;
}

/** The times of a day, ms since its midnight by the clocks there. */
function* timesOf({ hours = range(24), minutes = range(60), seconds }: Cron) {
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) yield ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * The next runs after an instant, by the clocks of a time zone; fewer where there are none for nine years. A time that the clocks leave out
 * when they are put forward is no run here; engines may run it an hour later.
 * @param after - ms since epoch
 * @internal
 */
export function nextTimes(cron: Cron, after: number, timeZone: string, count: number): number[] {
  const found: number[] = [];
  const now = wallOf(after, timeZone);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  for (let day = 0; day < MAX_DAYS && found.length < count; day += 1) {
    const midnight = today + day * DAY_MS;
    if (!isDay(cron, new Date(midnight))) continue;
    for (const time of timesOf(cron)) {
      // Nothing earlier today can be next: most of it need not be asked of the time zone.
      if (midnight + time < now - 2 * 3_600_000) continue;
      const at = instantOf(midnight + time, timeZone);
      if (at !== undefined && at > after) found.push(at);
      if (found.length >= count) break;
    }
  }
  return found;
}
