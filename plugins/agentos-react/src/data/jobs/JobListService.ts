import { createApiRef } from '@backstage/frontend-plugin-api';
import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi, JobListQuery, JobPage, ReadOptions } from '../../api';
import type { Environment } from '../../live';
import type { CentralDataService } from '../CentralDataService';
import { STALE_TIMES_MS } from '../staleTimes';
import { JobListFollower } from './JobListFollower';
import { NO_LIST_STATISTICS, type JobListStatistics } from './JobListStatistics';
import { FIRST_PLACE, withoutKnown, type JobPagePlace, type JobPages } from './JobPages';

/** Jobs of a page, and pages of a list that are held at once, in both directions. */
export const JOB_PAGES = { size: 200, held: 20 } as const;

/** The largest page the server gives. */
const LARGEST_PAGE = 500;

/** Beyond it a list that nobody looks at is let go, ms. */
const KEPT_MS = 5 * 60_000;

/** @public */
export interface JobListServiceOptions {
  api: Pick<AgentOsApi, 'getJobs'>;
  queryClient: QueryClient;
  data: CentralDataService;
  environment: Environment;
}

/**
 * Lists of jobs, read page by page and kept up to date in place by what comes live.
 * @public
 */
export class JobListService {
  private readonly counts: JobListStatistics = { ...NO_LIST_STATISTICS };

  constructor(private readonly options: JobListServiceOptions) {}

  /** Options of the infinite query for a list. It is read again only by {@link open} and {@link restart}, never by itself. */
  list(query: JobListQuery) {
    return infiniteQueryOptions({
      queryKey: ['agentos', 'jobs', 'list', query],
      queryFn: ({ pageParam, signal }) => this.read(query, pageParam, signal),
      initialPageParam: FIRST_PLACE as JobPagePlace,
      getNextPageParam: (page: JobPage, _, place: JobPagePlace): JobPagePlace | undefined =>
        page.nextCursor === null
          ? undefined
          : {
              cursor: page.nextCursor,
              start: place.start + page.items.length,
              previous: this.settled(query, page, place),
            },
      getPreviousPageParam: (_page: JobPage, _, place: JobPagePlace) => place.previous,
      placeholderData: keepPreviousData,
      maxPages: JOB_PAGES.held,
      staleTime: STALE_TIMES_MS.jobList,
      gcTime: KEPT_MS,
      refetchOnMount: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // Rows are compared by their rev, not by what they hold.
      structuralSharing: false,
    });
  }

  /** Options of the query for how many jobs a list finds. */
  total(query: JobListQuery) {
    return queryOptions({
      queryKey: ['agentos', 'jobs', 'total', query],
      queryFn: async ({ signal }) => {
        const { total, totalIsExact, partial } = await this.counted(() =>
          this.options.api.getJobs(query, { limit: 1, signal }),
        );
        return { total, totalIsExact, partial };
      },
      staleTime: STALE_TIMES_MS.jobList,
      enabled: false,
    });
  }

  /** Somebody looks at a list: one that is too old is read anew, what it showed stays until then. */
  open(query: JobListQuery) {
    const { queryKey } = this.list(query);
    const known = this.options.queryClient.getQueryCache().find({ queryKey });
    if (known?.state.fetchStatus === 'fetching') this.counts.dedups += 1;
    else if (known?.state.data === undefined) this.counts.misses += 1;
    else if (!known.isStaleByTime(STALE_TIMES_MS.jobList)) this.counts.hits += 1;
    else {
      this.counts.misses += 1;
      this.restart(query).catch(() => {});
    }
  }

  /** Reads a list from its beginning. Resolves when it is there, or when it failed and still shows what it had. */
  async restart(query: JobListQuery): Promise<void> {
    const { queryClient } = this.options;
    const { queryKey } = this.list(query);
    const state = queryClient.getQueryState<JobPages>(queryKey);
    const [place] = state?.data?.pageParams ?? [];
    if (state?.data && place.start === 0) {
      // The first page alone: the others would each be a request.
      const first = { pages: state.data.pages.slice(0, 1), pageParams: [FIRST_PLACE] };
      queryClient.setQueryData<JobPages>(queryKey, first, { updatedAt: state.dataUpdatedAt });
      await queryClient.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
    } else {
      await queryClient.resetQueries({ queryKey, exact: true });
    }
  }

  /** Keeps a list up to date by what comes live, from `start()` to `stop()`. */
  follow(query: JobListQuery, onStale: () => void = () => {}): JobListFollower {
    const { queryClient, data, environment } = this.options;
    const { queryKey } = this.list(query);
    return new JobListFollower({
      query,
      data,
      environment,
      onStale,
      onPatched: () => {
        this.counts.patches += 1;
      },
      pages: {
        get: () => queryClient.getQueryData<JobPages>(queryKey),
        set: pages => {
          // What is patched is not read: it is as old as it was.
          const updatedAt = queryClient.getQueryState(queryKey)?.dataUpdatedAt;
          queryClient.setQueryData<JobPages>(queryKey, pages, { updatedAt });
        },
      },
    });
  }

  /**
   * Reads the jobs of a list one large page after the other, beside what is shown of it.
   * @param options - `limit`: jobs at most
   */
  async *readAll(
    query: JobListQuery,
    { limit, signal }: ReadOptions & { limit: number },
  ): AsyncGenerator<JobRow[]> {
    let page: JobPage | undefined;
    for (let left = limit; left > 0 && page?.nextCursor !== null; left -= page.items.length) {
      const place = { cursor: page?.nextCursor, limit: Math.min(left, LARGEST_PAGE), signal };
      page = await this.counted(() => this.options.api.getJobs(query, place));
      yield page.items;
    }
  }

  getStatistics(): JobListStatistics {
    return { ...this.counts };
  }

  /** The first page of the newest jobs as it was, whatever comes after. */
  private settled({ sort, to }: JobListQuery, page: JobPage, place: JobPagePlace): JobPagePlace {
    const newest = page.items[0]?.createdAt;
    if (place.start > 0 || place.to || sort !== '-created' || !newest) return place;
    const until = new Date(Date.parse(newest) + 1).toISOString();
    return { ...place, to: to !== undefined && to < until ? to : until };
  }

  private async read(query: JobListQuery, place: JobPagePlace, signal: AbortSignal): Promise<JobPage> {
    const { api, queryClient } = this.options;
    const { queryKey } = this.list(query);
    const { cursor, to = query.to } = place;
    const page = await this.counted(
      () => api.getJobs({ ...query, to }, { cursor, limit: JOB_PAGES.size, signal }),
      () => queryClient.getQueryData(queryKey) !== undefined,
    );
    return withoutKnown(page, queryClient.getQueryData<JobPages>(queryKey), place);
  }

  private async counted<T>(request: () => Promise<T>, isKept = () => false): Promise<T> {
    this.counts.pages += 1;
    try {
      return await request();
    } catch (error) {
      // Given up is not failed.
      if ((error as Error).name !== 'AbortError') {
        this.counts.errors += 1;
        if (isKept()) this.counts.staleServed += 1;
      }
      throw error;
    }
  }
}

/** @public */
export const jobListApiRef = createApiRef<JobListService>().with({
  id: 'plugin.agentos.job-list',
  pluginId: 'agentos',
});
