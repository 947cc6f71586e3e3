import type { ExactJson, JobRow, ParsedJobQuery } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { FailureGroups } from '../failures';
import { createRedactor, type Redactor } from '../redaction';
import { givenJobs } from './givenJobs';
import { JobCounters } from './JobCounters';
import type { JobFilter, JobIndexQuery } from './JobQuery';
import type { JobRecord } from './JobRecord';
import { type JobRetention, JobWrites } from './JobWrites';
import { type ArgumentReader, createArgumentReader, type JobArgument } from './readArguments';
import {
  type JobPage,
  JobSearch,
  matching,
  prepareTextIndex,
  type SearchContext,
  type SearchLimits,
} from './search';

const TABLE = 'jobs';

// SQLite works within the process: a statement must not hold it up for long.
const BATCH = 100;

/** Jobs that one step of a walk looks at, whatever it looks for. */
const SLICE = 2000;

/** Hides what always is. */
const NOTHING_MORE = { keys: [], paths: [], patterns: [] };

const UNDER_WAY = ['queued', 'scheduled', 'processing', 'retrying'];

/** A page of the index. @internal */
export interface IndexedJobs extends Omit<JobPage, 'rows'> {
  items: JobRow[];
}

/** What decides whether a job is known as it is. @internal */
export type JobStanding = Pick<JobRecord, 'id' | 'state' | 'error' | 'gone'>;

/**
 * Every job of every source in the plugin's database: lists, and history that outlives the source's own.
 * @internal
 */
export class JobIndex {
  readonly counters: JobCounters;
  private readonly failures: FailureGroups;
  private readonly writes: JobWrites;
  /** What searches find of arguments. */
  readonly readArguments: ArgumentReader;
  private readonly search: JobSearch;
  private readonly context: SearchContext;
  private slowText: string | undefined;
  private walks = 0;

  constructor(
    private readonly knex: Knex,
    now: () => number,
    options: {
      monotonic?: () => number;
      /** Paths of arguments that searches find. */
      args?: readonly string[];
      redact?: Redactor;
      limits?: SearchLimits;
    } = {},
  ) {
    const { monotonic = () => performance.now(), args = [], redact = createRedactor(NOTHING_MORE) } = options;
    this.readArguments = createArgumentReader(args, redact);
    this.context = { knex, now, monotonic, args: new Set(args) };
    this.search = new JobSearch(this.context, options.limits);
    this.counters = new JobCounters(knex, now);
    this.failures = new FailureGroups({ now });
    this.writes = new JobWrites(knex, now, this.counters, this.failures);
  }

  /** Makes ready what only a database that is in use can be given. @returns why text is searched slowly */
  async prepare(): Promise<string | undefined> {
    this.slowText = await prepareTextIndex(this.knex);
    return this.slowText;
  }

  /** How text is searched: by an index, or why not. */
  get figures() {
    return { textIndex: this.slowText === undefined, textIndexProblem: this.slowText ?? null };
  }

  /** Enters jobs; one that is there with a newer rev is left as it is. */
  put(rows: readonly JobRow[]) {
    return this.writes.put(rows);
  }

  /** Keeps what searches find of arguments; of a job that is not in the index nothing is kept. */
  putArguments(jobs: ReadonlyMap<string, readonly JobArgument[]>) {
    return this.writes.putArguments(jobs);
  }

  /** Keeps what searches find in the arguments that came with a page of a source. */
  async putPageArguments(args: ReadonlyMap<string, ExactJson> = new Map()) {
    const read = Array.from(args, ([id, given]) => [id, this.readArguments(given)] as const);
    await this.putArguments(new Map(read.filter(([, found]) => found.length > 0)));
  }

  /** Marks jobs that their source no longer has; what happened to them stays, and they are counted on. */
  markGone(ids: readonly string[]) {
    return this.writes.markGone(ids);
  }

  /**
   * Forgets ended jobs: those that ended long ago, and the oldest above the share of their state.
   * @returns how many
   */
  async prune(retention: JobRetention) {
    const deleted = await this.writes.prune(retention, () => this.walks === 0);
    await this.failures.prune(this.knex, { days: retention.failedDays });
    return deleted;
  }

  async get(id: string): Promise<JobRow | undefined> {
    const record = await this.knex<JobRecord>(TABLE).where({ id }).first('row');
    return record && JSON.parse(record.row);
  }

  /** Rows of some jobs, by id; those that are not known are left out. */
  async rowsOf(ids: readonly string[]): Promise<Map<string, JobRow>> {
    const found = new Map<string, JobRow>();
    for (let from = 0; from < ids.length; from += BATCH) {
      const some: Array<Pick<JobRecord, 'id' | 'row'>> = await this.knex<JobRecord>(TABLE)
        .whereIn('id', ids.slice(from, from + BATCH))
        .select('id', 'row');
      for (const { id, row } of some) found.set(id, JSON.parse(row));
    }
    return found;
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

  /** Those of some jobs that a query selects as they are given, whatever the index holds of them. */
  async among(rows: readonly JobRow[], query: JobFilter): Promise<JobRow[]> {
    if (rows.length === 0) return [];
    const given = this.knex.from(givenJobs(this.knex, rows));
    const ids = new Set<string>(await matching(this.context, query, given).pluck('id'));
    return rows.filter(({ id }) => ids.has(id));
  }

  /**
   * Every job that a source still has and the query selects, in the order of ids. Each step looks at so many jobs of the whole and
   * no more: a rare find takes more steps, never a longer one.
   */
  async *walk(query: JobFilter): AsyncGenerator<JobRow[]> {
    const from = (id: string) => this.knex<JobRecord>(TABLE).where('id', '>', id).orderBy('id');
    let after = '';
    for (;;) {
      const ids = await from(after).limit(SLICE).pluck('id');
      if (ids.length === 0) return;
      // The limit makes the database take the slice first; jobs that came into it meanwhile do not push others out.
      const slice = from(after)
        .where('id', '<=', ids.at(-1)!)
        .limit(10 * SLICE);
      const records: Array<Pick<JobRecord, 'row'>> = await matching(
        this.context,
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

  /** @throws InputError for a cursor of another sort or filter */
  async list(query: JobIndexQuery): Promise<IndexedJobs> {
    const { rows, ...page } = await this.search.list(query);
    return { items: rows.map(row => JSON.parse(row)), ...page };
  }

  /**
   * How many jobs a search finds, exact up to 10,000.
   * @throws OverdueError when it takes longer than the limit
   */
  count(search: ParsedJobQuery, { limitMs }: { limitMs: number }) {
    return this.search.count({ fields: {}, search }, limitMs);
  }
}
