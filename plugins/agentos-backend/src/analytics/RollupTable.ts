import type { Knex } from 'knex';
import { batchesOf, Breath } from '../database';
import type { SeriesMinute } from './FactBatch';
import { Histogram } from './Histogram';
import { type AnalyticsRetention, type Level, LEVELS } from './levels';
import { emptyRollup, mergeRollup, type Rollup } from './Rollup';
import { type Dimension, DIMENSIONS, OTHER, type Series } from './series';

const TABLE = 'rollups';
const PRIMARY = ['level', 'dimension', 'at', 'instance', 'key'];
// SQLite works within the process: a statement must not hold it up for long.
const BATCH = 25;
/** Rows that one step of a read takes. */
const PAGE = 200;

/** A row of the table. */
interface Stored {
  level: number;
  dimension: Dimension;
  at: number | string;
  instance: string;
  key: string;
  created: number;
  completed: number;
  failed: number;
  last_finished_at: number | string | null;
  wait: string;
  run: string;
}

/** What happened to one series in one stretch of a level. @internal */
export interface SeriesStretch extends Series {
  /** Start of the stretch, ms since epoch. */
  at: number;
  rollup: Rollup;
}

/** What rollups are read by. @internal */
export interface RollupSelection {
  level: Level;
  dimension: Dimension;
  /** Start of the first stretch, ms since epoch. */
  from: number;
  instance?: string;
  keys?: readonly string[];
}

const stretchOf = (row: Stored): SeriesStretch => ({
  dimension: row.dimension,
  instance: row.instance,
  key: row.key,
  at: Number(row.at),
  rollup: {
    created: row.created,
    completed: row.completed,
    failed: row.failed,
    lastFinishedAt: row.last_finished_at === null ? undefined : Number(row.last_finished_at),
    wait: Histogram.decode(row.wait),
    run: Histogram.decode(row.run),
  },
});

const storedOf = ({ dimension, at, instance, key, rollup }: SeriesStretch, level: number): Stored => ({
  level,
  dimension,
  at,
  instance,
  key,
  created: rollup.created,
  completed: rollup.completed,
  failed: rollup.failed,
  last_finished_at: rollup.lastFinishedAt ?? null,
  wait: rollup.wait.encode(),
  run: rollup.run.encode(),
});

/**
 * Counts and histograms in the database: by minute, quarter of an hour, hour and day.
 * @internal
 */
export class RollupTable {
  constructor(
    private readonly knex: Knex,
    private readonly options: { now: () => number; retention: AnalyticsRetention },
  ) {}

  /** Adds what happened, on every level that still keeps its time. */
  async merge(transaction: Knex.Transaction, sums: readonly SeriesMinute[]) {
    const breath = new Breath();
    for (const { level, widthMs, keptMs } of LEVELS) {
      const oldest = this.options.now() - keptMs(this.options.retention);
      const stretches = new Map<string, SeriesStretch>();
      for (const { at: minute, rollup, ...series } of sums) {
        const at = Math.floor(minute / widthMs) * widthMs;
        if (at + widthMs <= oldest) continue;
        const id = JSON.stringify([series.dimension, at, series.instance, series.key]);
        const stretch = stretches.get(id) ?? { ...series, at, rollup: emptyRollup() };
        mergeRollup(stretch.rollup, rollup);
        stretches.set(id, stretch);
      }
      for (const [id, { rollup }] of await this.known(transaction, level, stretches, breath)) {
        const stretch = stretches.get(id);
        if (stretch) mergeRollup(stretch.rollup, rollup);
      }
      for (const batch of batchesOf(Array.from(stretches.values()), BATCH)) {
        await transaction(TABLE)
          .insert(batch.map(stretch => storedOf(stretch, level)))
          .onConflict(PRIMARY)
          .merge();
        await breath.take();
      }
    }
  }

  /** What is kept of each series, as long as it happened within so many ms; in pages. */
  async *read(selection: RollupSelection): AsyncGenerator<SeriesStretch[]> {
    const breath = new Breath();
    let after: Pick<Stored, 'at' | 'instance' | 'key'> | undefined;
    for (;;) {
      const page = this.selected(selection).orderBy(['at', 'instance', 'key']).limit(PAGE).select('*');
      if (after) page.whereRaw('(at, instance, key) > (?, ?, ?)', [after.at, after.instance, after.key]);
      const rows: Stored[] = await page;
      await breath.take();
      if (rows.length > 0) yield rows.map(stretchOf);
      if (rows.length < PAGE) return;
      after = rows.at(-1)!;
      await breath.take();
    }
  }

  /** Series with how much happened to each, the busiest first. */
  async ranking(
    selection: RollupSelection,
    { limit, over = ['key'] }: { limit: number; over?: Array<'instance' | 'key'> },
  ): Promise<Array<{ instance?: string; key: string; count: number }>> {
    const rows: Array<{ instance?: string; key: string; number: unknown }> = await this.selected(selection)
      .groupBy(over)
      .select(over)
      .select(this.knex.raw('sum(created + completed + failed) as number'))
      .orderBy([{ column: 'number', order: 'desc' }, ...over])
      .limit(limit);
    return rows.map(({ number, ...series }) => ({ ...series, count: Number(number) }));
  }

  /** Jobs that completed since an instant, by row id of their queue. */
  async completedSince(instance: string, from: number): Promise<Map<string, number>> {
    const rows: Array<{ key: string; number: unknown }> = await this.selected({
      level: LEVELS[1],
      dimension: 'queue',
      from,
      instance,
    })
      .whereNot({ key: OTHER })
      .groupBy('key')
      .select('key', this.knex.raw('sum(completed) as number'));
    return new Map(rows.map(({ key, number }) => [key, Number(number)]));
  }

  /** Forgets what is older than its level keeps. */
  async prune() {
    for (const { level, widthMs, keptMs } of LEVELS) {
      const oldest = this.options.now() - keptMs(this.options.retention) - widthMs;
      for (const dimension of DIMENSIONS) {
        await this.knex(TABLE).where({ level, dimension }).where('at', '<', oldest).delete();
      }
    }
  }

  private selected({ level, dimension, from, instance, keys }: RollupSelection) {
    const query = this.knex(TABLE).where({ level: level.level, dimension }).where('at', '>=', from);
    if (instance !== undefined) query.where({ instance });
    if (keys) query.whereIn('key', keys as string[]);
    return query;
  }

  private async known(
    transaction: Knex.Transaction,
    level: number,
    wanted: ReadonlyMap<string, SeriesStretch>,
    breath: Breath,
  ): Promise<Map<string, SeriesStretch>> {
    const groups = new Map<string, SeriesStretch[]>();
    for (const stretch of wanted.values()) {
      const group = JSON.stringify([stretch.dimension, stretch.at]);
      groups.set(group, [...(groups.get(group) ?? []), stretch]);
    }
    const known = new Map<string, SeriesStretch>();
    for (const group of groups.values()) {
      const [{ dimension, at }] = group;
      for (const batch of batchesOf(group, BATCH)) {
        const rows: Stored[] = await transaction(TABLE)
          .where({ level, dimension, at })
          .whereIn(
            'key',
            batch.map(({ key }) => key),
          )
          .select('*');
        for (const stretch of rows.map(stretchOf)) {
          known.set(JSON.stringify([dimension, stretch.at, stretch.instance, stretch.key]), stretch);
        }
        await breath.take();
      }
    }
    return known;
  }
}
