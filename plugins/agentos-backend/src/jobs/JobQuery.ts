import type { ParsedJobQuery } from '@agentos-portal/plugin-agentos-common';

/**
 * Columns that one may sort by: each of them never null in the table.
 * @internal
 */
export const JOB_SORTS = {
  created: 'created_at',
  started: 'started_at',
  finished: 'finished_at',
  duration: 'duration_ms',
  priority: 'priority',
} as const;

/** @internal */
export type JobSort = keyof typeof JOB_SORTS;

/**
 * Fields whose values are compared for equality; several values are ORed.
 * @internal
 */
export const JOB_FIELDS = [
  'instance',
  'source',
  'queue',
  'state',
  'name',
  'agent',
  'pipeline',
  'worker',
  'user',
] as const;

/** @internal */
export type JobField = (typeof JOB_FIELDS)[number];

/** ISO 8601 in UTC, a day or a moment: how people name times. @internal */
export const INSTANT =
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?Z)?$';

/**
 * What selects jobs.
 * @internal
 */
export interface JobFilter {
  fields: Partial<Record<JobField, string[]>>;
  /** Created, ms since epoch: from this on. */
  from?: number;
  /** Created, ms since epoch: before this. */
  to?: number;
  /** What a person searched for. */
  search?: ParsedJobQuery;
}

/**
 * What `GET /jobs` asks for.
 * @internal
 */
export interface JobIndexQuery extends JobFilter {
  sort: JobSort;
  descending: boolean;
  limit: number;
  cursor?: string;
}
