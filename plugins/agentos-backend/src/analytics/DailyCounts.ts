// Making a format costs more than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

const QUARTER_MS = 900_000;
const LONGEST_DAY = 25 * 4;

/**
 * The day of an instant in a time zone, as `yyyy-mm-dd`.
 * @internal
 */
export function dayOf(at: number, timeZone: string) {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/**
 * The first quarter of an hour of the day that an instant is in, ms since epoch. Every zone of today begins its day with one.
 * @internal
 */
export function startOfDay(at: number, timeZone: string): number {
  const day = dayOf(at, timeZone);
  let start = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  for (let quarters = 0; quarters < LONGEST_DAY; quarters += 1) {
    if (dayOf(start - QUARTER_MS, timeZone) !== day) break;
    start -= QUARTER_MS;
  }
  return start;
}

/**
 * Jobs completed per queue since midnight in the instance's time zone.
 * @internal
 */
export class DailyCounts {
  private readonly days = new Map<string, { day: string; counts: Map<string, number> }>();

  constructor(
    private readonly timeZones: ReadonlyMap<string, string>,
    private readonly now: () => number,
  ) {}

  /** Begins with what was counted today, by row id of the queue. */
  async load(completedSince: (instance: string, from: number) => Promise<Map<string, number>>) {
    for (const [instance, timeZone] of this.timeZones) {
      const counts = await completedSince(instance, startOfDay(this.now(), timeZone));
      this.days.set(instance, { day: dayOf(this.now(), timeZone), counts });
    }
  }

  /** Counts a job that completed at `at` (ms since epoch); another day's job does not count. */
  record(instance: string, queue: string, at: number) {
    const day = this.today(instance);
    if (dayOf(at, this.zoneOf(instance)) !== day.day) return;
    day.counts.set(queue, (day.counts.get(queue) ?? 0) + 1);
  }

  count(instance: string, queue: string) {
    return this.today(instance).counts.get(queue) ?? 0;
  }

  private zoneOf(instance: string) {
    return this.timeZones.get(instance) ?? 'UTC';
  }

  private today(instance: string) {
    const day = dayOf(this.now(), this.zoneOf(instance));
    let held = this.days.get(instance);
    if (held?.day !== day) {
      held = { day, counts: new Map() };
      this.days.set(instance, held);
    }
    return held;
  }
}
