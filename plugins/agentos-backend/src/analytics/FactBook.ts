import { createHash } from 'node:crypto';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { DailyCounts } from './DailyCounts';
import { FactBatch } from './FactBatch';
import type { JobFact } from './JobFact';
import type { Rollups } from './Rollups';
import { seriesOf } from './series';
import { SeriesBounds } from './SeriesBounds';

/** Facts wait at most this long, so that a flood becomes few statements. */
const WRITE_AFTER_MS = 1000;
/** The database failed: the next try comes after this long. */
const RETRY_MS = 2000;
/** Ids that wait while the database is away; of those beyond it a repeat after a takeover would count again. */
const MAX_IDS = 200_000;

const nameOf = (source: string, id: string) =>
  createHash('sha1').update(source).update('\0').update(id).digest('base64url').slice(0, 12);

/** Where facts are written. @internal */
export interface FactSink {
  append(number: number, batch: FactBatch): Promise<void>;
}

/**
 * Counts facts about jobs once: at once in memory, for what is derived from the last hour, and in batches in the database, with the
 * ids of the events they come from.
 * @internal
 */
export class FactBook {
  private pending = new FactBatch();
  /** Written next, as it is: it may have been written and only the answer be lost. */
  private leaving: { number: number; batch: FactBatch } | undefined;
  private numbers = 0;
  private writing: Promise<void> | undefined;
  private cancel: (() => void) | undefined;
  private failure: string | undefined;
  private isFenced = false;

  constructor(
    private readonly options: {
      rollups: Rollups;
      daily: DailyCounts;
      bounds: SeriesBounds;
      sink: FactSink;
      /** Events that leaders before this one counted, and that a feed may tell again. */
      counted: ReadonlySet<string>;
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  get rollups() {
    return this.options.rollups;
  }

  get daily() {
    return this.options.daily;
  }

  /**
   * Counts a fact from an event.
   * @returns false when it was counted before a takeover
   */
  take(event: { source: string; id: string }, fact: JobFact): boolean {
    const { rollups, daily, bounds, counted, clock } = this.options;
    const id = nameOf(event.source, event.id);
    if (counted.has(id)) return false;
    const series = seriesOf(fact);
    rollups.record(
      series
        .filter(({ dimension }) => dimension !== 'name')
        .map(({ dimension, key }) => `${dimension}:${key}`),
      fact,
    );
    if (fact.kind === 'completed' && fact.instance && fact.queue) {
      daily.record(fact.instance, fact.queue, fact.at);
    }
    if (series.length > 0 && !this.isFenced) {
      // A clock that is ahead must not fill the future.
      const at = Math.min(fact.at, clock.now());
      this.pending.add(
        id,
        series.map(one => bounds.bound(one)),
        fact,
        at,
      );
      if (this.pending.ids.length > MAX_IDS) this.pending.ids.splice(0, MAX_IDS / 2);
      this.writeSoon(WRITE_AFTER_MS);
    }
    return true;
  }

  /**
   * Resolves when every fact until now is written.
   * @throws when the database refuses, or another replica leads
   */
  async flush() {
    while (this.writing) await this.writing.catch(() => {});
    if (this.isFenced) throw new ConflictError('Facts are not written: another replica leads');
    if (this.pending.isEmpty && !this.leaving) return;
    this.cancel?.();
    this.cancel = undefined;
    this.writing = this.write().finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
  }

  get figures() {
    return {
      pending: this.pending.ids.length + (this.leaving?.batch.ids.length ?? 0),
      error: this.failure ?? null,
    };
  }

  private writeSoon(ms: number) {
    this.cancel ??= this.options.clock.after(ms, () => {
      this.cancel = undefined;
      this.flush().catch(() => {});
    });
  }

  private async write() {
    const { sink, logger } = this.options;
    try {
      while (this.leaving || !this.pending.isEmpty) {
        if (!this.leaving) {
          this.numbers += 1;
          this.leaving = { number: this.numbers, batch: this.pending };
          this.pending = new FactBatch();
        }
        await sink.append(this.leaving.number, this.leaving.batch);
        this.leaving = undefined;
        this.failure = undefined;
      }
    } catch (error) {
      if ((error as Error).name === 'ConflictError') {
        // The feed tells the new leader what was not written.
        this.isFenced = true;
        this.leaving = undefined;
        this.pending = new FactBatch();
      } else {
        if (this.failure === undefined) logger.warn(`Facts about jobs wait for their database: ${error}`);
        this.failure = String((error as Error).message).slice(0, 500);
        this.writeSoon(RETRY_MS);
      }
      throw error;
    }
  }
}
