import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { Age, JobState, NotMeasured, type Column } from '@agentos-portal/plugin-agentos-react';
import type { QueueText } from '../page/useQueueText';
import { RecentJobOperation } from './RecentJobOperation';

const lastChange = (job: JobRow) => job.finishedAt ?? job.startedAt ?? job.createdAt;

/**
 * The columns of the recent jobs.
 * @internal
 */
export const recentJobColumns = (t: QueueText): ReadonlyArray<Column<JobRow>> => [
  {
    id: 'name',
    label: t('queues.jobs.job'),
    width: 200,
    sortValue: job => job.name,
    render: job => `${job.name} ${job.sourceId}`,
  },
  {
    id: 'queue',
    label: t('queues.jobs.queue'),
    width: 120,
    sortValue: job => job.queue,
    render: job => job.queue ?? <NotMeasured />,
  },
  {
    id: 'state',
    label: t('queues.jobs.state'),
    width: 200,
    sortValue: job => job.state,
    render: job => <JobState job={job} />,
  },
  {
    id: 'changed',
    label: t('queues.jobs.age'),
    description: t('queues.jobs.ageWhy'),
    width: 80,
    align: 'end',
    sortValue: lastChange,
    render: job => <Age at={lastChange(job)} />,
  },
  {
    id: 'operation',
    label: t('queues.jobs.operation'),
    width: 110,
    render: job => <RecentJobOperation job={job} />,
  },
];
