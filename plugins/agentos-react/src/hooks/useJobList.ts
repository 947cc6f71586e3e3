import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobListQuery } from '../api';
import { agentosQueryClientApiRef, jobListApiRef, type JobListNews, type JobPagePlace } from '../data';

/**
 * A list of jobs as it is shown: the pages in memory, and what is known of the rest.
 * @public
 */
export interface JobListView {
  rows: readonly JobRow[];
  /** Jobs before the first of `rows` that were let go. */
  start: number;
  /** Jobs found; undefined = not known yet. */
  total?: number;
  /** False: there are at least so many. */
  totalIsExact: boolean;
  /** The search was stopped before it had looked at everything. */
  isPartial: boolean;
  /** Nothing was read yet. */
  isPending: boolean;
  isReading: boolean;
  /** The rows are those of the list before: this one is being read. */
  isPrevious: boolean;
  /** Why the last page could not be read; what was read before is still there. */
  error?: Error;
  /** When the rows were read, ms since epoch. */
  readAt: number;
  news: JobListNews;
  hasNext: boolean;
  hasPrevious: boolean;
  readNext: () => void;
  readPrevious: () => void;
  /** Reads it anew from the beginning. */
  restart: () => void;
  /** Whether a job still belongs to the list; undefined where its row does not tell. */
  matches: (job: JobRow) => boolean | undefined;
}

/**
 * Jobs of the index, page by page. What is on the pages follows what comes live; what is new is counted and stays out until it is read anew.
 * @param query - keep its identity; its `q` can be read by `parseJobQuery`
 * @param onStale - called when counts over all jobs are out of date: at most once in 30 s, never while hidden
 * @public
 */
export function useJobList(query: JobListQuery, onStale?: () => void): JobListView {
  const jobs = useApi(jobListApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const counted = useQuery(jobs.total(query), client);
  const { refetch } = counted;
  const follower = useMemo(
    () =>
      jobs.follow(query, () => {
        refetch();
        onStale?.();
      }),
    [jobs, query, refetch, onStale],
  );
  useEffect(() => jobs.open(query), [jobs, query]);
  const list = useInfiniteQuery(jobs.list(query), client);
  const news = useSyncExternalStore(follower.subscribe, follower.getNews);
  useEffect(() => {
    follower.start();
    return () => follower.stop();
  }, [follower]);
  // A reading, not a patch.
  const { data, dataUpdatedAt } = list;
  const shape = data?.pageParams as JobPagePlace[] | undefined;
  useEffect(() => follower.reconcile(), [follower, dataUpdatedAt, shape]);

  const rows = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data]);
  const last = data?.pages.at(-1);
  const total = counted.data && counted.dataUpdatedAt > dataUpdatedAt ? counted.data : last;
  const { fetchNextPage, fetchPreviousPage, isFetching } = list;
  return {
    rows,
    start: shape?.[0]?.start ?? 0,
    total: total?.total,
    totalIsExact: total?.totalIsExact ?? true,
    isPartial: data?.pages.some(page => page.partial) ?? false,
    isPending: list.isPending,
    isReading: isFetching,
    isPrevious: list.isPlaceholderData,
    error: list.error ?? undefined,
    readAt: dataUpdatedAt,
    news,
    hasNext: list.hasNextPage,
    hasPrevious: list.hasPreviousPage,
    readNext: useCallback(() => {
      if (!isFetching) fetchNextPage();
    }, [isFetching, fetchNextPage]),
    readPrevious: useCallback(() => {
      if (!isFetching) fetchPreviousPage();
    }, [isFetching, fetchPreviousPage]),
    restart: useCallback(() => {
      jobs.restart(query);
    }, [jobs, query]),
    matches: follower.matches,
  };
}
