import { isPostgres } from '../inTurn';
import { type JobFilter, type JobIndexQuery, JOB_SORTS } from '../JobQuery';
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
import { type JobPlace, readJobCursor, writeJobCursor } from './jobCursor';
import { KnownMany } from './KnownMany';
import { PostgresFinder } from './PostgresFinder';
import { SqliteFinder } from './SqliteFinder';
import { OverdueError, within } from './within';

/**
 * What a search may take, and the part of it after which the rest is what is found by going through the order. `window`: jobs that are
 * looked at first, where the order begins, because what is common is among them. `further`: of so many what is less common is among them.
 * @internal
 */
export const SEARCH_LIMITS = { ms: 2000, findMs: 1500, window: 1500, further: 8000 };

/** @internal */
export type SearchLimits = typeof SEARCH_LIMITS;

/** A page of the index as it lies there. @internal */
export interface JobPage {
  /** Rows as JSON. */
  rows: string[];
  nextCursor: string | null;
  total: number;
  totalIsExact: boolean;
  /** The search was stopped: there may be more between the jobs found and the place of the cursor's. */
  partial?: true;
}

/** A part of the order. */
interface Window {
  items: ListedJob[];
  /** The last job that was looked at; undefined = there is none behind it. */
  end: JobPlace | undefined;
}

const selects = ({ fields, from, to, search }: JobIndexQuery) =>
  Object.keys(fields).length > 0 ||
  from !== undefined ||
  to !== undefined ||
  (search !== undefined && search.conditions.length + search.text.length > 0);

function pageOf(query: JobIndexQuery, found: ListedJob[], { total }: Pick<Findings, 'total'>): JobPage {
  const items = found.slice(0, query.limit);
  return {
    rows: items.map(({ row }) => row),
    nextCursor: found.length > query.limit ? writeJobCursor(query, items.at(-1)!) : null,
    total: Math.min(total, EXACT_TOTAL),
    totalIsExact: total <= EXACT_TOTAL,
  };
}

/**
 * Lists jobs: what is common is found where the order begins, what is rare by what it is.
 * @internal
 */
export class JobSearch {
  private readonly finder: JobFinder;
  private readonly many: KnownMany;

  constructor(
    private readonly context: SearchContext,
    private readonly limits: SearchLimits = SEARCH_LIMITS,
  ) {
    this.finder = isPostgres(context.knex) ? new PostgresFinder(context) : new SqliteFinder(context);
    this.many = new KnownMany(context.monotonic);
  }

  /** @throws InputError for a cursor of another sort or filter, and for an argument that is not indexed */
  async list(query: JobIndexQuery): Promise<JobPage> {
    const begun = this.context.monotonic();
    const end = begun + this.limits.ms;
    const after = query.cursor === undefined ? undefined : readJobCursor(query, query.cursor);
    let window: Window = { items: [], end: after };
    try {
      window = await this.look(query, after, {
        size: selects(query) ? this.limits.window : query.limit + 1,
        ms: this.limits.ms,
      });
      const isFull = window.items.length > query.limit;
      if (!isFull && window.end === undefined && after === undefined) {
        return pageOf(query, window.items, { total: window.items.length });
      }
      const onlyCount = isFull || window.end === undefined;
      const found = await this.find(query, { onlyCount, after, ms: this.limits.findMs });
      if (onlyCount) return pageOf(query, window.items, found);
      return pageOf(
        query,
        found.first ?? (await this.first(query, window, { after, end: begun + this.limits.findMs })),
        found,
      );
    } catch (error) {
      if (!(error instanceof OverdueError)) throw error;
      return this.walk(query, window, end);
    }
  }

  private async find(query: JobIndexQuery, options: FindOptions): Promise<Findings> {
    const mayBeLeftOut = options.onlyCount || this.finder.sortAll !== undefined;
    if (mayBeLeftOut && this.many.has(query)) return { total: EXACT_TOTAL + 1 };
    const found = await this.finder.find(query, options);
    if (found.total > EXACT_TOTAL) this.many.add(query);
    return found;
  }

  /** The first of many: in so large a part of the order they are, unless the order holds them together elsewhere. */
  private async first(
    query: JobIndexQuery,
    window: Window,
    { after, end }: { after: JobPlace | undefined; end: number },
  ): Promise<ListedJob[]> {
    const { monotonic } = this.context;
    if (this.finder.sortsQuickly!(query)) {
      return this.finder.sortAll!(query, { after, ms: end - monotonic() });
    }
    const next = await this.look(query, window.end, { size: this.limits.further, ms: end - monotonic() });
    const items = [...window.items, ...next.items];
    if (items.length > query.limit || next.end === undefined) return items;
    return this.finder.sortAll!(query, { after, ms: end - monotonic() });
  }

  /**
   * How many jobs match, exact up to {@link EXACT_TOTAL}.
   * @throws OverdueError when it takes longer
   */
  async count(filter: JobFilter, ms: number): Promise<{ count: number; isExact: boolean }> {
    const query: JobIndexQuery = { ...filter, sort: 'created', descending: true, limit: 0 };
    const { total } = await this.finder.find(query, { onlyCount: true, after: undefined, ms });
    return { count: Math.min(total, EXACT_TOTAL), isExact: total <= EXACT_TOTAL };
  }

  /** The time is nearly over: goes on through the order for the rest of it. */
  private async walk(query: JobIndexQuery, window: Window, end: number): Promise<JobPage> {
    const { monotonic } = this.context;
    const items = [...window.items];
    let place = window.end;
    while (items.length <= query.limit && place !== undefined && monotonic() < end) {
      try {
        const next = await this.look(query, place, { size: this.limits.window, ms: end - monotonic() });
        items.push(...next.items);
        place = next.end;
      } catch (error) {
        if (!(error instanceof OverdueError)) throw error;
        break;
      }
      await new Promise(resolve => setImmediate(resolve));
    }
    const page = pageOf(query, items, { total: items.length });
    return {
      ...page,
      totalIsExact: false,
      // A full page goes on behind its last job, the others behind the last that was looked at.
      nextCursor: page.nextCursor ?? (place ? writeJobCursor(query, place) : null),
      partial: true,
    };
  }

  /** What matches among so many jobs behind a place. @throws OverdueError */
  private async look(
    query: JobIndexQuery,
    after: JobPlace | undefined,
    { size, ms }: { size: number; ms: number },
  ): Promise<Window> {
    const { knex } = this.context;
    const column = JOB_SORTS[query.sort];
    const part = () => inOrder(behind(knex('jobs'), query, column, after), query, column);
    const source = knex.from(part().limit(size).as('jobs'));
    const found = matching(this.context, query, source).select('n', 'row', { value: column });
    const items = await within<Array<Record<'n' | 'value', string | number> & { row: string }>>(
      knex,
      ms,
      inOrder(found, query, column).limit(query.limit + 1),
    );
    const listed = items.map(({ n, value, row }) => ({ n: Number(n), value: Number(value), row }));
    // Not needed where the page is full.
    if (listed.length > query.limit) return { items: listed, end: listed.at(-1) };
    const last = await part()
      .select('n', { value: column })
      .offset(size - 1)
      .first();
    return { items: listed, end: last && { n: Number(last.n), value: Number(last.value) } };
  }
}
