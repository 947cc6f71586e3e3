import type { Knex } from 'knex';
import type { JobFilter, JobIndexQuery } from '../JobQuery';
import type { JobPlace } from './jobCursor';
import { narrow } from './narrow';

/** Totals are exact up to this. @internal */
export const EXACT_TOTAL = 10_000;

/** A job of a list, and where it stands in it. @internal */
export interface ListedJob extends JobPlace {
  /** JSON. */
  row: string;
}

/** What a search found. @internal */
export interface Findings {
  /** Exact up to {@link EXACT_TOTAL}, then one more. */
  total: number;
  /**
   * In the order asked for, behind the place asked for, one more than the limit where there are more. Absent when only counted, and
   * when there are too many to be sorted at once.
   */
  first?: ListedJob[];
}

/** How a search is made. @internal */
export interface FindOptions {
  /** The page is known already: nothing is sorted. */
  onlyCount: boolean;
  /** Where the page begins. */
  after: JobPlace | undefined;
  /** Time left. */
  ms: number;
}

/**
 * Finds all that matches, wherever it stands in the order.
 * @internal
 */
export interface JobFinder {
  /** @throws OverdueError when its time is over */
  find(query: JobIndexQuery, options: FindOptions): Promise<Findings>;
  /** The first of all that matches, however much it is; where `find` may leave that out. @throws OverdueError when its time is over */
  sortAll?(query: JobIndexQuery, options: Omit<FindOptions, 'onlyCount'>): Promise<ListedJob[]>;
  /** True where all that matches is sorted from an index alone. */
  sortsQuickly?(query: JobIndexQuery): boolean;
}

/** What a finder needs. @internal */
export interface SearchContext {
  knex: Knex;
  now: () => number;
  monotonic: () => number;
  /** Paths of arguments that are indexed. */
  args: ReadonlySet<string>;
}

/**
 * Jobs that match, of the whole table or of a part of it named `jobs`.
 * @throws InputError for an argument that is not indexed
 * @internal
 */
export const matching = (
  { knex, now, args }: SearchContext,
  filter: JobFilter,
  source: Knex.QueryBuilder = knex('jobs'),
): Knex.QueryBuilder => narrow(source, filter, { now: now(), args });

/** Keeps what stands behind a place in the order of a list. @internal */
export function behind(
  builder: Knex.QueryBuilder,
  { descending }: JobIndexQuery,
  column: string,
  place: JobPlace | undefined,
): Knex.QueryBuilder {
  if (place) builder.whereRaw(`(??, n) ${descending ? '<' : '>'} (?, ?)`, [column, place.value, place.n]);
  return builder;
}

/** Puts jobs in the order of a list. @internal */
export const inOrder = (
  builder: Knex.QueryBuilder,
  { descending }: JobIndexQuery,
  column: string,
): Knex.QueryBuilder => {
  const order = descending ? 'desc' : 'asc';
  return builder.orderBy([
    { column, order },
    { column: 'n', order },
  ]);
};
