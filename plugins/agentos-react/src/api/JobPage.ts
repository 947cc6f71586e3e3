import type { JobRow } from '@agentos-portal/plugin-agentos-common';

/**
 * What the index can sort jobs by; a job of which it was not measured is the smallest.
 * @public
 */
export const JOB_SORT_FIELDS = ['created', 'started', 'finished', 'duration', 'priority'] as const;

/** @public */
export type JobSortField = (typeof JOB_SORT_FIELDS)[number];

/**
 * Order of a list of jobs; `-` is descending.
 * @public
 */
export type JobSort = JobSortField | `-${JobSortField}`;

/**
 * Which jobs, in which order.
 * @public
 */
export interface JobListQuery {
  instance?: string;
  /** A job search, as `parseJobQuery` reads it. */
  q?: string;
  /** Created from this instant on, ISO 8601. */
  from?: string;
  /** Created before this instant, ISO 8601. */
  to?: string;
  sort: JobSort;
}

/**
 * A page of `GET /jobs`.
 * @public
 */
export interface JobPage {
  items: JobRow[];
  /** `null` = this is the last page. */
  nextCursor: string | null;
  /** Jobs found, or at least so many. */
  total: number;
  totalIsExact: boolean;
  /** The search was stopped before it had looked at everything: there may be more than these. */
  partial?: boolean;
}
