import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { formatRev, type JobRow } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi, JobListQuery, JobPage } from '../../api';
import { browserEnvironment } from '../../live';
import { aJob, TestData, type FakeCommit } from '../../testUtils';
import { JOB_PAGES, JobListService } from './JobListService';

const NEWEST: JobListQuery = { sort: '-created' };
const START = Date.parse('2026-01-01T12:00:00.000Z');

/** The first job was created last. */
const jobAt = (index: number, more: Partial<JobRow> = {}) =>
  aJob({
    id: `sample.embed.${index}`,
    createdAt: new Date(START - index * 1_000).toISOString(),
    rev: formatRev(1, 1),
    ...more,
  });

const TOTAL = 30 * JOB_PAGES.size;

/** An index of jobs that lets a cursor be the place it stands for. */
const readIndex: AgentOsApi['getJobs'] = async (query, { cursor = '0', limit = 50 } = {}) => {
  const from = Number(cursor);
  const items = Array.from({ length: Math.min(limit, TOTAL - from) }, (_, index) => jobAt(from + index));
  const end = from + items.length;
  return {
    items: items.filter(({ createdAt }) => !query.to || createdAt! < query.to),
    nextCursor: end < TOTAL ? String(end) : null,
    total: TOTAL,
    totalIsExact: true,
  };
};

const setVisible = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange'));
};

describe('JobListService', () => {
  let getJobs: jest.MockedFunction<AgentOsApi['getJobs']>;
  let queryClient: QueryClient;
  let data: TestData;
  let jobs: JobListService;
  let stops: Array<() => void>;

  beforeEach(async () => {
    jest.useFakeTimers({ now: START });
    getJobs = jest.fn(readIndex);
    queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    data = new TestData({ sections: { jobs: [] } }, { getSsot: async () => Promise.reject(new Error('no')) });
    jobs = new JobListService({
      api: { getJobs },
      queryClient,
      data: data.service,
      environment: browserEnvironment,
    });
    stops = [];
  });

  afterEach(() => {
    stops.forEach(stop => stop());
    queryClient.clear();
    setVisible('visible');
    jest.useRealTimers();
  });

  const settle = async (ms = 0) => {
    await jest.advanceTimersByTimeAsync(ms);
    await data.environment.advance(ms);
  };
  const watch = (query: JobListQuery = NEWEST) => {
    const observer = new InfiniteQueryObserver(queryClient, jobs.list(query));
    stops.push(observer.subscribe(() => {}));
    return observer;
  };
  const follow = async (query: JobListQuery = NEWEST, onStale = () => {}) => {
    const observer = watch(query);
    const follower = jobs.follow(query, onStale);
    follower.start();
    stops.push(() => follower.stop());
    await settle();
    follower.reconcile();
    await settle();
    return { observer, follower };
  };
  const commit = async (change: FakeCommit) => {
    data.commit(change);
    await settle();
  };
  const rowsOf = (observer: ReturnType<typeof watch>) =>
    observer.getCurrentResult().data!.pages.flatMap((page: JobPage) => page.items);

  describe('a list', () => {
    it('is read once, however many ask for it', async () => {
      const [first, second] = [watch(), watch()];
      jobs.open(NEWEST);
      await settle();

      expect(getJobs).toHaveBeenCalledTimes(1);
      expect(rowsOf(first)).toHaveLength(JOB_PAGES.size);
      expect(second.getCurrentResult().data).toBe(first.getCurrentResult().data);
      expect(jobs.getStatistics()).toMatchObject({ dedups: 1, pages: 1 });
    });

    it('is taken as current for 30 s, and read anew after that', async () => {
      watch();
      await settle();
      await settle(29_999);
      jobs.open(NEWEST);
      await settle();
      expect(getJobs).toHaveBeenCalledTimes(1);

      await settle(1);
      jobs.open(NEWEST);
      await settle();
      expect(getJobs).toHaveBeenCalledTimes(2);
      expect(jobs.getStatistics()).toMatchObject({ hits: 1, misses: 1 });
    });

    it('is never read by itself, whatever time passes', async () => {
      watch();
      await settle(3_600_000);

      expect(getJobs).toHaveBeenCalledTimes(1);
    });

    it('keeps what it had when a reading fails, and counts it', async () => {
      const observer = watch();
      await settle();
      getJobs.mockRejectedValueOnce(new Error('away'));
      jobs.restart(NEWEST);
      await settle();

      expect(observer.getCurrentResult()).toMatchObject({ isError: true, error: new Error('away') });
      expect(rowsOf(observer)).toHaveLength(JOB_PAGES.size);
      expect(jobs.getStatistics()).toMatchObject({ errors: 1, staleServed: 1 });
    });

    it('holds 20 pages at most, and reads those it let go by the cursor they had', async () => {
      const observer = watch();
      await settle();
      for (let page = 1; page < 22; page++) {
        await observer.fetchNextPage();
        await settle();
      }
      const { pages, pageParams } = observer.getCurrentResult().data!;
      expect(pages).toHaveLength(20);
      expect(pageParams[0]).toMatchObject({ start: 2 * JOB_PAGES.size });

      await observer.fetchPreviousPage();
      await observer.fetchPreviousPage();
      await settle();

      expect(rowsOf(observer)[0]).toEqual(jobAt(0));
      expect(rowsOf(observer)).toHaveLength(20 * JOB_PAGES.size);
      expect(observer.getCurrentResult().hasPreviousPage).toBe(false);
      // What came since would push others out of the page.
      expect(getJobs.mock.lastCall![0].to).toBe(new Date(START + 1).toISOString());
    });

    it('reads one page when it is read anew, not all of those it held', async () => {
      const observer = watch();
      await settle();
      await observer.fetchNextPage();
      getJobs.mockClear();
      jobs.restart(NEWEST);
      await settle();

      expect(getJobs).toHaveBeenCalledTimes(1);
      expect(rowsOf(observer)).toHaveLength(JOB_PAGES.size);
    });
  });

  describe('what comes live', () => {
    it('replaces rows in place and makes the list no younger', async () => {
      const { observer } = await follow();
      const before = observer.getCurrentResult().dataUpdatedAt;
      await settle(5_000);
      const newer = jobAt(3, { state: 'failed', rev: formatRev(1, 2) });
      await commit({ upsert: { jobs: [newer] } });

      expect(rowsOf(observer)[3]).toEqual(newer);
      expect(rowsOf(observer).map(({ id }) => id)).toEqual(
        Array.from({ length: JOB_PAGES.size }, (_, index) => jobAt(index).id),
      );
      expect(observer.getCurrentResult().dataUpdatedAt).toBe(before);
      expect(getJobs).toHaveBeenCalledTimes(1);
    });

    it('counts what is new, once, and keeps it out until the list is read anew', async () => {
      const { observer, follower } = await follow();
      const arrivals = [jobAt(-1), jobAt(-2)];
      await commit({ upsert: { jobs: arrivals } });
      await commit({ upsert: { jobs: [jobAt(-1, { progress: 1, rev: formatRev(1, 2) })] } });
      // It left the section, and is new all the same.
      await commit({ remove: { jobs: [arrivals[1].id] } });

      expect(follower.getNews().arrivals).toBe(2);
      expect(rowsOf(observer)[0]).toEqual(jobAt(0));

      getJobs.mockResolvedValueOnce({
        items: [arrivals[1], arrivals[0], jobAt(0)],
        nextCursor: null,
        total: 3,
        totalIsExact: true,
      });
      jobs.restart(NEWEST);
      await settle();
      follower.reconcile();
      expect(follower.getNews().arrivals).toBe(0);
    });

    it('counts only what the list would show: by its search, and before its last row', async () => {
      const query: JobListQuery = { ...NEWEST, q: 'state:failed', instance: 'main' };
      const { follower } = await follow(query);
      await commit({
        upsert: {
          jobs: [
            jobAt(-1, { state: 'failed' }),
            jobAt(-2, { state: 'queued' }),
            jobAt(-3, { state: 'failed', instance: 'other' }),
            jobAt(TOTAL + 1, { state: 'failed' }),
          ],
        },
      });

      expect(follower.getNews().arrivals).toBe(1);
    });

    it('counts nothing where rows do not tell', async () => {
      const { follower } = await follow({ ...NEWEST, q: 'args.customer:42' });
      await commit({ upsert: { jobs: [jobAt(-1)] } });

      expect(follower.getNews().arrivals).toBeUndefined();
    });

    it('says that rows may be out of date after a long silence, not after a short one', async () => {
      const { follower } = await follow();
      data.setLiveState('reconnecting', { attempts: 1 });
      await settle(5_000);
      data.setLiveState('live');
      await settle();
      expect(follower.getNews().isMissed).toBe(false);

      data.setLiveState('reconnecting', { attempts: 1 });
      await settle(20_000);
      data.setLiveState('live');
      await settle();
      expect(follower.getNews().isMissed).toBe(true);
    });

    it('asks for new counts at most once in 30 s, and never while hidden', async () => {
      const onStale = jest.fn();
      await follow(NEWEST, onStale);
      let index = 0;
      const change = async (ms: number) => {
        index += 1;
        await commit({ upsert: { jobs: [jobAt(-index)] } });
        await settle(ms);
      };
      for (let second = 0; second < 65; second++) await change(1_000);
      expect(onStale).toHaveBeenCalledTimes(2);

      setVisible('hidden');
      for (let second = 0; second < 90; second++) await change(1_000);
      expect(onStale).toHaveBeenCalledTimes(2);

      setVisible('visible');
      await settle(1);
      expect(onStale).toHaveBeenCalledTimes(3);
      await settle(300_000);
      expect(onStale).toHaveBeenCalledTimes(3);
    });
  });

  it('reads everything page by page up to a limit', async () => {
    const read: number[] = [];
    for await (const rows of jobs.readAll(NEWEST, { limit: 1_200 })) read.push(rows.length);

    expect(read).toEqual([500, 500, 200]);
  });
});
