import type { Knex } from 'knex';
import { type JobIndexQuery, JOB_SORTS } from '../JobQuery';
import {
  behind,
  EXACT_TOTAL,
  type Findings,
  type FindOptions,
  inOrder,
  type JobFinder,
  type ListedJob,
  matching,
  type SearchContext,
} from './JobFinder';
import { OverdueError } from './within';
import { type Drive, driveOf } from './sqliteDrives';

/** What a statement may take: SQLite works on the thread of the relay. */
const SLICE_MS = 8;
const SLICES = { least: 250, most: 100_000 };

interface Counted {
  count: number;
  n: number | null;
  value: number;
}

/** A place in the order that slices are taken in, one number a column. */
type Place = number[];

const firstOf = (jobs: Counted[], { descending, limit }: JobIndexQuery) =>
  jobs.sort((a, b) => (descending ? -1 : 1) * (a.value - b.value || a.n! - b.n!)).slice(0, limit + 1);

/**
 * Looks at one slice after the other, with a pause for others between them.
 * @internal
 */
export class SqliteFinder implements JobFinder {
  constructor(private readonly context: SearchContext) {}

  async find(query: JobIndexQuery, { onlyCount, after, ms }: FindOptions): Promise<Findings> {
    const { monotonic } = this.context;
    const end = monotonic() + ms;
    const drive = driveOf(query);
    let total = 0;
    let best: Counted[] = [];
    if (onlyCount && drive.counted) return { total: await this.count(drive.counted(this.context.knex)) };
    let size = drive.slice;
    let place: Place | undefined;
    do {
      const begun = monotonic();
      if (begun > end) throw new OverdueError();
      const upTo = await this.endOf(drive, place, size);
      const jobs = matching(this.context, query, drive.jobs(this.context.knex, { after: place, upTo }));
      if (onlyCount) {
        total += await this.count(jobs);
        if (total > EXACT_TOTAL) break;
      } else {
        const records = await this.first(query, jobs, after);
        total += records[0].count;
        best = firstOf([...best, ...records.filter(({ n }) => n !== null)], query);
      }
      place = upTo;
      const took = Math.max(0.1, monotonic() - begun);
      size = Math.round(Math.min(SLICES.most, Math.max(SLICES.least, (size * SLICE_MS) / took)));
      await new Promise(resolve => setImmediate(resolve));
    } while (place !== undefined);
    return {
      total: Math.min(total, EXACT_TOTAL + 1),
      first: onlyCount ? undefined : await this.withRows(best),
    };
  }

  /** Where a slice of this size ends; undefined = nothing is left behind it. */
  private async endOf(drive: Drive, after: Place | undefined, size: number): Promise<Place | undefined> {
    const rows = await drive
      .places(this.context.knex, after)
      .offset(size - 1)
      .limit(1);
    return rows[0] && drive.columns.map(column => Number(rows[0][column]));
  }

  private async count(jobs: Knex.QueryBuilder): Promise<number> {
    const { knex } = this.context;
    const some = jobs.select(knex.raw('1')).limit(EXACT_TOTAL + 1);
    const [{ count }] = await knex.from(some.as('some')).count({ count: '*' });
    return Number(count);
  }

  /** The first of some jobs in the order of the list, and how many there are. */
  private first(
    query: JobIndexQuery,
    jobs: Knex.QueryBuilder,
    after: FindOptions['after'],
  ): Promise<Counted[]> {
    const { knex } = this.context;
    const found = jobs.select('n', { value: JOB_SORTS[query.sort] });
    const page = inOrder(behind(knex('found').select('n', 'value'), query, 'value', after), query, 'value');
    return knex
      .withMaterialized('found', found)
      .with('page', page.limit(query.limit + 1))
      .select('count', 'n', 'value')
      .from(knex('found').count({ count: '*' }).as('counted'))
      .joinRaw('left join page on true') as unknown as Promise<Counted[]>;
  }

  private async withRows(best: Counted[]): Promise<ListedJob[]> {
    const rows: Array<{ n: number; row: string }> = await this.context
      .knex('jobs')
      .whereIn(
        'n',
        best.map(({ n }) => n as number),
      )
      .select('n', 'row');
    const rowOf = new Map(rows.map(({ n, row }) => [n, row]));
    // Gone between two slices: it is no longer listed.
    return best.flatMap(({ n, value }) => (rowOf.has(n!) ? [{ n: n!, value, row: rowOf.get(n!)! }] : []));
  }
}
