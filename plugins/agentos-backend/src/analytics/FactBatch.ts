import { emptyRollup, addFact, mergeRollup, type Rollup } from './Rollup';
import { Histogram } from './Histogram';
import type { JobFact } from './JobFact';
import type { Series } from './series';

const MINUTE = 60_000;

/** What happened to one series within one minute. @internal */
export interface SeriesMinute extends Series {
  /** Start of the minute, ms since epoch. */
  at: number;
  rollup: Rollup;
}

type Encoded = [
  dimension: Series['dimension'],
  instance: string,
  key: string,
  at: number,
  created: number,
  completed: number,
  failed: number,
  lastFinishedAt: number | null,
  wait: string,
  run: string,
];

/**
 * Facts on their way into the database: sums by series and minute, and the ids of the events they came from.
 * @internal
 */
export class FactBatch {
  readonly ids: string[] = [];
  private readonly minutes = new Map<string, SeriesMinute>();

  add(id: string, series: readonly Series[], fact: JobFact, at: number) {
    this.ids.push(id);
    const start = Math.floor(at / MINUTE) * MINUTE;
    for (const one of series) addFact(this.minuteOf(one, start).rollup, fact, at);
  }

  merge(minutes: Iterable<SeriesMinute>) {
    for (const minute of minutes) mergeRollup(this.minuteOf(minute, minute.at).rollup, minute.rollup);
  }

  get isEmpty() {
    return this.ids.length === 0;
  }

  get sums(): SeriesMinute[] {
    return Array.from(this.minutes.values());
  }

  private minuteOf({ dimension, instance, key }: Series, at: number): SeriesMinute {
    const text = JSON.stringify([dimension, instance, key, at]);
    let minute = this.minutes.get(text);
    if (!minute) {
      minute = { dimension, instance, key, at, rollup: emptyRollup() };
      this.minutes.set(text, minute);
    }
    return minute;
  }
}

/** @internal */
export const encodeSums = (sums: readonly SeriesMinute[]): string =>
  JSON.stringify(
    sums.map(({ dimension, instance, key, at, rollup }): Encoded => {
      const { created, completed, failed, lastFinishedAt, wait, run } = rollup;
      return [
        ...([dimension, instance, key, at] as const),
        ...([created, completed, failed, lastFinishedAt ?? null] as const),
        ...([wait.encode(), run.encode()] as const),
      ];
    }),
  );

/** @internal */
export const decodeSums = (text: string): SeriesMinute[] =>
  (JSON.parse(text) as Encoded[]).map(
    ([dimension, instance, key, at, created, completed, failed, lastFinishedAt, wait, run]) => ({
      dimension,
      instance,
      key,
      at,
      rollup: {
        ...{ created, completed, failed, lastFinishedAt: lastFinishedAt ?? undefined },
        wait: Histogram.decode(wait),
        run: Histogram.decode(run),
      },
    }),
  );
