import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { Age, JobState, NotMeasured, type Column } from '@agentos-portal/plugin-agentos-react';
import { RecentJobOperation } from './RecentJobOperation';

const lastChange = (job: JobRow) => job.finishedAt ?? job.startedAt ?? job.createdAt;

/**
 * The columns of the recent jobs.
 * @internal
 */
export const RECENT_JOB_COLUMNS: ReadonlyArray<Column<JobRow>> = [
  {
    id: 'name',
    label: 'Job',
    width: 200,
    sortValue: job => job.name,
    render: job => `${job.name} ${job.sourceId}`,
  },
  {
    id: 'queue',
    label: 'Queue',
    width: 120,
    sortValue: job => job.queue,
    render: job => job.queue ?? <NotMeasured />,
  },
  {
    id: 'state',
    label: 'State',
    width: 200,
    sortValue: job => job.state,
    render: job => <JobState job={job} />,
  },
  {
    id: 'changed',
    label: 'Age',
    description: 'Time since it was created, started or finished, whichever was last',
    width: 80,
    align: 'end',
    sortValue: lastChange,
    render: job => <Age at={lastChange(job)} />,
  },
  {
    id: 'operation',
    label: 'Operation',
    width: 110,
    render: job => <RecentJobOperation job={job} />,
  },
];
