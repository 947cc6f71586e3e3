import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DailyCounts } from './DailyCounts';
import { FactBook } from './FactBook';
import { FactJournal } from './FactJournal';
import type { AnalyticsRetention } from './levels';
import { LEVELS } from './levels';
import { KEPT_MINUTES, Rollups } from './Rollups';
import { RollupTable } from './RollupTable';
import { DIMENSIONS, OTHER, SERIES_LIMITS } from './series';
import { SeriesBounds } from './SeriesBounds';

const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;
const PRUNE_EVERY_MS = 10 * MINUTE;

/**
 * The facts while this replica leads: begins with what leaders before counted, and keeps the rollups in the database up to date.
 * @internal
 */
export class FactKeeper {
  private prunedAt: number;

  static async begin(options: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    retention: AnalyticsRetention;
    /** Of every instance by id: where its day begins. */
    timeZones: ReadonlyMap<string, string>;
    /** Of the lease. */
    term: number;
  }): Promise<FactKeeper> {
    const { knex, clock, logger, retention, term, timeZones } = options;
    const now = () => clock.now();
    const table = new RollupTable(knex, { now, retention });
    const journal = new FactJournal(knex, { term, table });
    await journal.fold();
    const rollups = new Rollups(now);
    await loadHour(rollups, table, now());
    const bounds = new SeriesBounds(now);
    for (const dimension of DIMENSIONS) {
      const known = await table.ranking(
        { level: LEVELS[2], dimension, from: now() - DAY_MS },
        { limit: SERIES_LIMITS[dimension] * timeZones.size, over: ['instance', 'key'] },
      );
      bounds.load(known.map(({ instance, key }) => ({ dimension, instance: instance!, key })));
    }
    const daily = new DailyCounts(timeZones, now);
    await daily.load((instance, from) => table.completedSince(instance, from));
    const book = new FactBook({
      ...{ rollups, daily, bounds, clock, logger },
      sink: journal,
      counted: await journal.knownIds(),
    });
    return new FactKeeper(book, journal, table, { clock, logger });
  }

  private constructor(
    readonly book: FactBook,
    private readonly journal: FactJournal,
    private readonly table: RollupTable,
    private readonly options: { clock: Clock; logger: LoggerService },
  ) {
    this.prunedAt = options.clock.monotonic();
  }

  /** What is regular: folds what was written, and forgets what is old. A database that is away costs only time. */
  async keep() {
    const { clock, logger } = this.options;
    try {
      await this.book.flush();
      await this.journal.fold();
      if (clock.monotonic() - this.prunedAt < PRUNE_EVERY_MS) return;
      this.prunedAt = clock.monotonic();
      await this.table.prune();
      await this.journal.prune();
    } catch (error) {
      logger.debug(`The rollups are not up to date: ${error}`);
    }
  }

  async stop() {
    await this.keep();
    this.book.stop();
  }
}

async function loadHour(rollups: Rollups, table: RollupTable, now: number) {
  const from = (Math.floor(now / MINUTE) - KEPT_MINUTES) * MINUTE;
  for (const dimension of DIMENSIONS) {
    if (dimension === 'name') continue;
    for await (const page of table.read({ level: LEVELS[0], dimension, from })) {
      for (const { key, at, rollup } of page) {
        if (key !== OTHER) rollups.load(`${dimension}:${key}`, Math.floor(at / MINUTE), rollup);
      }
    }
  }
}
