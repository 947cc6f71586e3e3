import {
  matchesJobQuery,
  parseJobQuery,
  type JobRow,
  type ParsedJobQuery,
  type Row,
} from '@agentos-portal/plugin-agentos-common';
import type { JobListQuery } from '../../api';
import type { Environment } from '../../live';
import type { CentralDataService } from '../CentralDataService';
import { STALE_AFTER_MS } from '../sectionView';
import { STALE_TIMES_MS } from '../staleTimes';
import { compareJobs } from './compareJobs';
import { holdsJob, patchJobs, readingOf, type JobPages } from './JobPages';
import { PacedRefresh } from './PacedRefresh';

/** More than this is said as `1,000+`. */
const MAX_ARRIVALS = 1_000;

/**
 * What happened to a list since it was read.
 * @public
 */
export interface JobListNews {
  /** Jobs that belong on the pages shown and are not there yet; undefined = they cannot be told from rows. */
  arrivals?: number;
  /** There are at least so many. */
  isMore: boolean;
  /** Nothing came live for a while: rows that were not shown live may be out of date. */
  isMissed: boolean;
}

/** @internal */
export interface JobListFollowerOptions {
  query: JobListQuery;
  data: CentralDataService;
  environment: Environment;
  pages: { get: () => JobPages | undefined; set: (pages: JobPages) => void };
  /** What was counted over all jobs is out of date; at most once in the time a list is taken as current, never while hidden. */
  onStale: () => void;
  onPatched: () => void;
}

const NOTHING: JobListNews = { arrivals: 0, isMore: false, isMissed: false };

/**
 * Keeps the rows of a list up to date where they stand, and counts those that would be new in it.
 * @internal
 */
export class JobListFollower {
  private readonly search: ParsedJobQuery;
  private readonly isTold: boolean;
  private readonly arrived = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly compare: (a: JobRow, b: JobRow) => number;
  private seen: ReadonlyMap<string, Row> = new Map();
  private news = NOTHING;
  /** The reading of the first page that arrivals are counted from. */
  private reading?: object;
  /** When live data ceased, ms of the monotonic clock. */
  private awaySince?: number;
  private refresh?: PacedRefresh;
  private release = () => {};

  constructor(private readonly options: JobListFollowerOptions) {
    const { q, sort } = options.query;
    this.search = parseJobQuery(q ?? '');
    this.isTold = this.search.conditions.every(({ type }) => type !== 'argument');
    this.compare = compareJobs(sort);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly getNews = (): JobListNews => this.news;

  /** Whether a job belongs to the list; undefined where its row does not tell. */
  readonly matches = (job: JobRow): boolean | undefined => {
    const { instance, from, to } = this.options.query;
    if (instance !== undefined && job.instance !== instance) return false;
    const created = job.createdAt === null ? -1 : Date.parse(job.createdAt);
    if (from !== undefined && created < Date.parse(from)) return false;
    if (to !== undefined && (created < 0 || created >= Date.parse(to))) return false;
    return matchesJobQuery(job, this.search, this.options.environment.now());
  };

  start() {
    const { data, environment, onStale } = this.options;
    this.refresh = new PacedRefresh({ environment, everyMs: STALE_TIMES_MS.jobList, refresh: onStale });
    const releases = [
      data.subscribeSection('jobs', () => this.take()),
      data.subscribeStatus(() => this.watch()),
    ];
    this.release = () => releases.forEach(release => release());
    this.reconcile();
  }

  stop() {
    this.release();
    this.refresh?.stop();
  }

  /** Pages came or went: takes in what is newer than them. Read anew from its beginning, the list knows everything that was new. */
  reconcile() {
    const pages = this.options.pages.get();
    if (!pages) return;
    const [first] = pages.pages;
    const isAnew = pages.pages.length === 1 && pages.pageParams[0].start === 0;
    if (isAnew && first && readingOf(first) !== this.reading) {
      this.reading = readingOf(first);
      this.arrived.clear();
      this.refresh?.done();
      this.say({ isMissed: false });
    }
    this.arrived.forEach(id => holdsJob(pages, id) && this.arrived.delete(id));
    this.seen = new Map();
    this.take();
  }

  /** Takes in what changed live: newer rows replace those shown. */
  private take() {
    const { data, pages } = this.options;
    const { rows } = data.getSection('jobs');
    if (rows === this.seen) return;
    const changed: JobRow[] = [];
    rows.forEach((row, id) => {
      // Rows were validated against the section's schema by the engine.
      if (this.seen.get(id) !== row) changed.push(row as unknown as JobRow);
    });
    const isFirst = this.seen.size === 0;
    this.seen = rows;
    const before = pages.get();
    if (!before) return;
    const after = patchJobs(before, changed);
    if (after !== before) {
      pages.set(after);
      this.options.onPatched();
    }
    if (!isFirst) this.refresh?.touch();
    this.count(after, changed);
  }

  private count(pages: JobPages, rows: readonly JobRow[]) {
    const last = pages.pages.at(-1);
    const end = last && last.nextCursor !== null ? last.items.at(-1) : undefined;
    for (const row of rows) {
      if (this.arrived.size >= MAX_ARRIVALS) break;
      const isShown = end === undefined || this.compare(row, end) < 0;
      if (isShown && !holdsJob(pages, row.id) && this.matches(row)) this.arrived.add(row.id);
    }
    this.say({});
  }

  private watch() {
    const { data, environment } = this.options;
    const { state } = data.getStatus();
    if (state === 'idle' || state === 'connecting') return;
    if (state !== 'live') {
      this.awaySince ??= environment.monotonic();
      return;
    }
    const awayMs = this.awaySince === undefined ? 0 : environment.monotonic() - this.awaySince;
    this.awaySince = undefined;
    // Short gaps are made good by a resume; after that only rows that the SSOT still holds come again.
    if (awayMs > STALE_AFTER_MS) this.say({ isMissed: true });
  }

  private say(change: Partial<JobListNews>) {
    const { size } = this.arrived;
    const after: JobListNews = {
      ...this.news,
      arrivals: this.isTold ? size : undefined,
      isMore: size >= MAX_ARRIVALS,
      ...change,
    };
    const isSame = (Object.keys(after) as Array<keyof JobListNews>).every(
      key => after[key] === this.news[key],
    );
    if (isSame) return;
    this.news = after;
    this.listeners.forEach(listener => listener());
  }
}
