import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobSort, JobSortField } from '../../api';

/** As the index keeps what was not measured: below everything that was. */
const UNMEASURED = -1;

const timeOf = (instant: string | null) => (instant === null ? UNMEASURED : Date.parse(instant));

const VALUES: Record<JobSortField, (job: JobRow) => number> = {
  created: job => timeOf(job.createdAt),
  started: job => timeOf(job.startedAt),
  finished: job => timeOf(job.finishedAt),
  duration: job => (job.runMs === null ? UNMEASURED : Math.round(job.runMs)),
  priority: job => (job.priority === null ? UNMEASURED : Math.trunc(job.priority)),
};

/** @internal */
export const isDescending = (sort: JobSort) => sort.startsWith('-');

/** @internal */
export const fieldOf = (sort: JobSort) => sort.replace('-', '') as JobSortField;

/**
 * The order of the index: by the value, then by the id, both in the direction of the sort.
 * @internal
 */
export function compareJobs(sort: JobSort): (a: JobRow, b: JobRow) => number {
  const value = VALUES[fieldOf(sort)];
  const direction = isDescending(sort) ? -1 : 1;
  return (a, b) => {
    const difference = value(a) - value(b) || (a.id < b.id ? -1 : Number(a.id > b.id));
    return direction * difference;
  };
}
