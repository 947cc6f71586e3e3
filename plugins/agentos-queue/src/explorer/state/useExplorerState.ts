import { useMemo } from 'react';
import {
  ANALYTICS_RANGES,
  JobQueryError,
  parseJobQuery,
  type AnalyticsRange,
} from '@agentos-portal/plugin-agentos-common';
import {
  JOB_SORT_FIELDS,
  useInstanceId,
  useUrlState,
  type ChangeUrl,
  type JobListQuery,
  type JobSort,
  type JobSortField,
} from '@agentos-portal/plugin-agentos-react';
import { COLUMN_IDS, DEFAULT_COLUMNS } from '../table/columnIds';

const DEFAULT_SORT: JobSort = '-created';
const DEFAULT_RANGE: AnalyticsRange = '1h';

/**
 * What the explorer shows, all of it out of the URL: `q sort from to range columns job instance`.
 * @internal
 */
export interface ExplorerState {
  /** As it is written, also where it cannot be read. */
  q: string;
  /** Why `q` cannot be read. */
  problem?: JobQueryError;
  sort: JobSort;
  /** Created from, ISO 8601. */
  from?: string;
  /** Created before, ISO 8601. */
  to?: string;
  /** Window of the chart. */
  range: AnalyticsRange;
  /** Ids of the columns in the order they are shown. */
  columns: readonly string[];
  /** The job that is open. */
  job?: string;
  /** What the list is asked for; keeps its identity while it says the same. */
  query: JobListQuery;
}

/**
 * Why a search cannot be read; undefined = it can.
 * @internal
 */
export function problemOf(q: string): JobQueryError | undefined {
  try {
    parseJobQuery(q);
    return undefined;
  } catch (error) {
    return error as JobQueryError;
  }
}

const isSort = (text: string | null): text is JobSort =>
  JOB_SORT_FIELDS.includes((text ?? '').replace(/^-/, '') as JobSortField);

/** An instant as the server takes it; what is none is left out. */
const instantOf = (text: string | null) =>
  text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined;

function columnsOf(text: string | null): readonly string[] {
  const known = (text ?? '').split(',').filter(id => COLUMN_IDS.includes(id));
  return known.length > 0 ? known : DEFAULT_COLUMNS;
}

/** @internal */
export function useExplorerState(): [ExplorerState, ChangeUrl] {
  const [params, change] = useUrlState();
  const instance = useInstanceId();
  const search = params.toString();
  const state = useMemo<Omit<ExplorerState, 'query'>>(() => {
    const url = new URLSearchParams(search);
    const q = url.get('q') ?? '';
    const sort = url.get('sort');
    const range = url.get('range') ?? '';
    return {
      q,
      problem: problemOf(q),
      sort: isSort(sort) ? sort : DEFAULT_SORT,
      from: instantOf(url.get('from')),
      to: instantOf(url.get('to')),
      range: Object.hasOwn(ANALYTICS_RANGES, range) ? (range as AnalyticsRange) : DEFAULT_RANGE,
      columns: columnsOf(url.get('columns')),
      job: url.get('job') ?? undefined,
    };
  }, [search]);
  const { q, problem, from, to, sort } = state;
  const query = useMemo<JobListQuery>(
    () => ({ instance, q: problem ? undefined : q.trim() || undefined, from, to, sort }),
    [instance, q, problem, from, to, sort],
  );
  return useMemo(() => [{ ...state, query }, change], [state, query, change]);
}
