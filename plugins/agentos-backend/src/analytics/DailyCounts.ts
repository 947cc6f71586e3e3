import type { SourceStore } from '@agentos-portal/plugin-agentos-node';

const KEY = 'completed-today';

// Making a format costs more than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

interface Day {
  day: string;
  counts: Record<string, number>;
}

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
 * Jobs completed per queue since midnight in the instance's time zone; kept over restarts.
 * @internal
 */
export class DailyCounts {
  private readonly days = new Map<string, { day: string; counts: Map<string, number> }>();
  private changed = false;

  /** Loads what was saved. */
  static async create(store: SourceStore, timeZones: Map<string, string>, now: () => number) {
    const counts = new DailyCounts(store, timeZones, now);
    const saved = await store.get(KEY);
    for (const [instance, day] of Object.entries((saved ?? {}) as unknown as Record<string, Day>)) {
      counts.days.set(instance, { day: day.day, counts: new Map(Object.entries(day.counts)) });
    }
    return counts;
  }

  private constructor(
    private readonly store: SourceStore,
    private readonly timeZones: Map<string, string>,
    private readonly now: () => number,
  ) {}

  /** Counts a job that completed at `at` (ms since epoch); another day's job does not count. */
  record(instance: string, queue: string, at: number) {
    const day = this.today(instance);
    if (dayOf(at, this.timeZones.get(instance) ?? 'UTC') !== day.day) return;
    day.counts.set(queue, (day.counts.get(queue) ?? 0) + 1);
    this.changed = true;
  }

  count(instance: string, queue: string) {
    return this.today(instance).counts.get(queue) ?? 0;
  }

  /** Writes what changed since the last call. */
  async save() {
    if (!this.changed) return;
    this.changed = false;
    await this.store.set(
      KEY,
      Object.fromEntries(
        Array.from(this.days, ([instance, { day, counts }]) => [
          instance,
          { day, counts: Object.fromEntries(counts) },
        ]),
      ),
    );
  }

  private today(instance: string) {
    const day = dayOf(this.now(), this.timeZones.get(instance) ?? 'UTC');
    let held = this.days.get(instance);
    if (held?.day !== day) {
      held = { day, counts: new Map() };
      this.days.set(instance, held);
    }
    return held;
  }
}
