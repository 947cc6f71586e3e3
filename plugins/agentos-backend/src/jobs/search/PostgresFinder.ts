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
import { within } from './within';

const toListed = ({ n, value, row }: { n: string; value: string; row: string }): ListedJob => ({
  n: Number(n),
  value: Number(value),
  row,
});

/** Fields of which an index has the jobs of each value by age. */
const BY_AGE = ['state', 'queue', 'name', 'agent', 'worker', 'user'];

/** True where one index has all that match, with what they can be sorted by. */
const hasOneIndex = ({ fields, search }: JobIndexQuery) =>
  (search?.text.length ?? 0) + (search?.conditions.length ?? 0) === 0 &&
  Object.entries(fields).length === 1 &&
  Object.entries(fields).every(([field, values]) => BY_AGE.includes(field) && values.length === 1);

/** True where the first of all that match stand together in an index. */
const hasOrderedIndex = (query: JobIndexQuery) => query.sort === 'created' && hasOneIndex(query);

/** A join keeps no order. */
const sorted = (jobs: ListedJob[], { descending }: JobIndexQuery) =>
  jobs.sort((a, b) => (descending ? -1 : 1) * (a.value - b.value || a.n - b.n));

/**
 * Leaves it to PostgreSQL how to find what matches, and never how to sort it: its planner takes what matches to be spread evenly over every
 * order, and would walk through all jobs for those that stand at the far end, as queued jobs do by duration.
 * @internal
 */
export class PostgresFinder implements JobFinder {
  constructor(private readonly context: SearchContext) {}

  async find(query: JobIndexQuery, options: FindOptions): Promise<Findings> {
    if (options.onlyCount) return { total: await this.count(query, options.ms) };
    const found = await this.sortFew(query, options);
    return found.total <= EXACT_TOTAL ? found : { total: found.total };
  }

  private async count(query: JobIndexQuery, ms: number) {
    const { knex } = this.context;
    const some = matching(this.context, query)
      .select(knex.raw('1'))
      .limit(EXACT_TOTAL + 1);
    const [{ count }] = await within<Array<{ count: string }>>(
      knex,
      ms,
      knex.from(some.as('some')).count({ count: '*' }),
    );
    return Number(count);
  }

  /** Total and page in one statement: right as long as everything that matches is looked at. */
  private async sortFew(query: JobIndexQuery, { after, ms }: FindOptions): Promise<Required<Findings>> {
    const { knex } = this.context;
    const found = matching(this.context, query)
      .select('n', { value: JOB_SORTS[query.sort] })
      .limit(EXACT_TOTAL + 1);
    const page = inOrder(behind(knex('found').select('n', 'value'), query, 'value', after), query, 'value');
    const records = await within<Array<{ count: string; n: string; value: string; row: string }>>(
      knex,
      ms,
      knex
        .withMaterialized('found', found)
        .with('page', page.limit(query.limit + 1))
        .select('count', 'page.n', 'value', 'row')
        .from(knex('found').count({ count: '*' }).as('counted'))
        .joinRaw('left join page on true')
        .leftJoin('jobs', 'jobs.n', 'page.n'),
    );
    const listed = records.filter(({ n }) => n !== null).map(toListed);
    return { total: Number(records[0].count), first: sorted(listed, query) };
  }

  sortsQuickly(query: JobIndexQuery) {
    return hasOneIndex(query);
  }

  /** Too many to be counted, and few where the order begins: all of them are sorted. */
  async sortAll(query: JobIndexQuery, { after, ms }: Omit<FindOptions, 'onlyCount'>): Promise<ListedJob[]> {
    const { knex } = this.context;
    const column = JOB_SORTS[query.sort];
    const order = query.descending ? 'desc' : 'asc';
    const page = behind(matching(this.context, query), query, column, after)
      .select('n', { value: column })
      // A sum is in no index.
      .orderByRaw(`??${hasOrderedIndex(query) ? '' : ' + 0'} ${order}, n ${order}`, [column])
      .limit(query.limit + 1);
    const records = await within<Array<{ n: string; value: string; row: string }>>(
      knex,
      ms,
      knex.from(page.as('page')).join('jobs', 'jobs.n', 'page.n').select('page.n', 'value', 'row'),
    );
    return sorted(records.map(toListed), query);
  }
}
