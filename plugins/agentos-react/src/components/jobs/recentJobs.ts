import type { JobRow } from '@agentos-portal/plugin-agentos-common';

const lastChange = (job: JobRow) => job.finishedAt ?? job.startedAt ?? job.createdAt ?? '';

/**
 * Jobs that run first, then the last changed.
 * @public
 */
export function recentJobs(rows: readonly JobRow[], filter: (job: JobRow) => boolean): JobRow[] {
  return rows
    .filter(filter)
    .sort(
      (a, b) =>
        Number(b.state === 'processing') - Number(a.state === 'processing') ||
        lastChange(b).localeCompare(lastChange(a)) ||
        a.id.localeCompare(b.id),
    );
}
