import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  JobState,
  NotMeasured,
  OperationButton,
  type Column,
} from '@agentos-portal/plugin-agentos-react';

/** The one operation a row offers; the job's own panel has the others. */
const OFFERED: Partial<Record<JobRow['state'], OperationKind>> = {
  failed: 'job.retry',
  lost: 'job.retry',
  queued: 'job.cancel',
  scheduled: 'job.cancel',
  retrying: 'job.cancel',
  processing: 'job.cancel',
};

/** A running job is stopped only where it is said in so many words. */
const STOPS = {
  params: { terminate: true },
  warning: 'It runs: its worker is told to stop it, and what it did so far may be lost.',
};

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
    render: job => {
      const kind = OFFERED[job.state];
      return (
        kind && (
          <OperationButton
            kind={kind}
            targets={[{ id: job.id, source: job.source }]}
            subject={`job ${job.name} ${job.sourceId}`}
            isCompact
            {...(job.state === 'processing' ? STOPS : {})}
          />
        )
      );
    },
  },
];
