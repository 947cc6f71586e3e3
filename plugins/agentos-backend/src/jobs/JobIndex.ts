import type { JobRow, ParsedJobQuery } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { JobCounters } from './JobCounters';
import { readJobCursor, writeJobCursor } from './jobCursor';
import { JOB_SORTS, type JobField, type JobIndexQuery } from './JobQuery';
import type { JobRecord } from './JobRecord';
import { type JobRetention, JobWrites } from './JobWrites';
import { mayOccur, searchJobs } from './searchJobs';
import { withinTime } from './withinTime';

const TABLE = 'jobs';

/** Totals are exact up to this. */
const EXACT_TOTAL = 10_000;

// SQLite works within the process: a statement must not hold it up for long.
const BATCH = 100;

/** Jobs that one step of a walk looks at, whatever it looks for. */
const SLICE = 2000;

const UNDER_WAY = ['queued', 'scheduled', 'processing', 'retrying'];

/** A page of the index. @internal */
export interface IndexedJobs {
  items: JobRow[];
  nextCursor: string | null;
  total: number;
  totalIsExact: boolean;
}

/** What decides whether a job is known as it is. @internal */
export type JobStanding = Pick<JobRecord, 'id' | 'state' | 'error' | 'gone'>;

/**
 * Every job of every source in the plugin's database: lists, and history that outlives the source's own.
 * @internal
 */
export class JobIndex {
  readonly counters: JobCounters;
  private readonly writes: JobWrites;
  private walks = 0;

  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {
    this.counters = new JobCounters(knex, now);
    this.writes = new JobWrites(knex, now, this.counters);
  }

  /** Enters jobs; one that is there with a newer rev is left as it is. */
  put(rows: readonly JobRow[]) {
    return this.writes.put(rows);
  }

  /** Marks jobs that their source no longer has; what happened to them stays, and they are counted on. */
  markGone(ids: readonly string[]) {
    return this.writes.markGone(ids);
  }

  /**
   * Forgets ended jobs: those that ended long ago, and the oldest above the share of their state.
   * @returns how many
   */
  prune(retention: JobRetention) {
    return this.writes.prune(retention, () => this.walks === 0);
  }

  async get(id: string): Promise<JobRow | undefined> {
    const record = await this.knex<JobRecord>(TABLE).where({ id }).first('row');
    return record && JSON.parse(record.row);
  }

  /** What is known of some jobs, by id. */
  async standings(ids: readonly string[]): Promise<Map<string, JobStanding>> {
    const found = new Map<string, JobStanding>();
    for (let from = 0; from < ids.length; from += BATCH) {
      const some: JobStanding[] = await this.knex<JobRecord>(TABLE)
        .whereIn('id', ids.slice(from, from + BATCH))
        .select('id', 'state', 'error', 'gone');
      for (const standing of some) found.set(standing.id, standing);
    }
    return found;
  }

  /** Does something in which no job may be forgotten. */
  async keepingAll<T>(work: () => Promise<T>): Promise<T> {
    this.walks += 1;
    try {
      return await work();
    } finally {
      this.walks -= 1;
    }
  }

  /**
   * Every job that a source still has and the query selects, in the order of ids. Each step looks at so many jobs of the whole and
   * no more: a rare find takes more steps, never a longer one.
   */
  async *walk(query: Pick<JobIndexQuery, 'fields' | 'from' | 'to' | 'search'>): AsyncGenerator<JobRow[]> {
    const from = (id: string) => this.knex<JobRecord>(TABLE).where('id', '>', id).orderBy('id');
    let after = '';
    for (;;) {
      const ids = await from(after).limit(SLICE).pluck('id');
      if (ids.length === 0) return;
      // The limit makes the database take the slice first; jobs that came into it meanwhile do not push others out.
      const slice = from(after)
        .where('id', '<=', ids.at(-1)!)
        .limit(10 * SLICE);
      const records: Array<Pick<JobRecord, 'row'>> = await this.selected(
        query,
        this.knex.from(slice.as(TABLE)),
      )
        .where({ gone: false })
        .select('row');
      if (records.length > 0) yield records.map(({ row }) => JSON.parse(row));
      if (ids.length < SLICE) return;
      after = ids.at(-1)!;
      // The driver of SQLite answers in the same turn.
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** Jobs of a source that have not ended, as of an observation before `olderThan`. */
  async underWay(
    source: string,
    { olderThan, limit }: { olderThan: string; limit: number },
  ): Promise<JobRow[]> {
    const records = await this.knex<JobRecord>(TABLE)
      .where({ source, gone: false })
      .whereIn('state', UNDER_WAY)
      .andWhere('rev', '<', olderThan)
      .limit(limit)
      .select('row');
    return records.map(({ row }) => JSON.parse(row));
  }

  // SQLite works within the process: a statement must not hold it up for long.
  BATCH = 100;

  /** Jobs that one step of a walk looks at, whatever it looks for. */
  SLICE = 2000;

  /** @throws InputError for a cursor of another sort or filter */
  async list(query: JobIndexQuery): Promise<IndexedJobs> {
    const column = JOB_SORTS[query.sort];
    const direction = query.descending ? 'desc' : 'asc';
    const page = this.selected(query)
      .select('id', 'row', column)
      .orderBy([
        { column, order: direction },
        { column: 'id', order: direction },
      ])
      .limit(query.limit + 1);
    if (query.cursor !== undefined) {
      const { value, id } = readJobCursor(query, query.cursor);
      page.whereRaw(`(??, ??) ${query.descending ? '<' : '>'} (?, ?)`, [column, 'id', value, id]);
    }
    const records: Array<Pick<JobRecord, 'id' | 'row'> & Record<string, unknown>> = await page;
    const items = records.slice(0, query.limit);
    const last = items.at(-1);
    const hasMore = records.length > query.limit && last !== undefined;
    return {
      items: items.map(({ row }) => JSON.parse(row)),
      nextCursor: hasMore ? writeJobCursor(query, { value: Number(last[column]), id: last.id }) : null,
      ...(await this.total(query)),
    };
  }

  /**
   * How many jobs a search finds, exact up to 10,000.
   * @throws when it takes longer than the limit, where the database can be stopped
   */
  async count(search: ParsedJobQuery, { limitMs }: { limitMs: number }) {
    const { total: count, totalIsExact: isExact } = await withinTime(this.knex, limitMs, knex =>
      this.total({ fields: {}, search }, knex),
    );
    return { count, isExact };
  }

  private async total(query: Pick<JobIndexQuery, 'fields' | 'from' | 'to' | 'search'>, knex = this.knex) {
    const some = this.selected(query, knex(TABLE))
      .select(this.knex.raw('1'))
      .limit(EXACT_TOTAL + 1);
    const [{ count }] = await knex.from(some.as('some')).count({ count: '*' });
    const total = Math.min(Number(count), EXACT_TOTAL);
    return { total, totalIsExact: Number(count) <= EXACT_TOTAL };
  }

  private selected(
    { fields, from, to, search }: Pick<JobIndexQuery, 'fields' | 'from' | 'to' | 'search'>,
    query: Knex.QueryBuilder = this.knex(TABLE),
  ) {
    for (const [field, values] of Object.entries(fields) as Array<[JobField, string[]]>) {
      query.whereIn(field, values.filter(mayOccur));
    }
    if (from !== undefined) query.where('created_at', '>=', from);
    if (to !== undefined) query.whereBetween('created_at', [0, to - 1]);
    if (search) searchJobs(query, search, this.now());
    return query;
  }
}
