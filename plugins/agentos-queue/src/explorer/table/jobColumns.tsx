import { nameInId, type JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Count,
  Duration,
  JobState,
  NotMeasured,
  StatusBadge,
  type JobSortField,
} from '@agentos-portal/plugin-agentos-react';
import type { ReactNode } from 'react';
import { COLUMN_IDS } from './columnIds';

/** @internal */
export interface JobColumn {
  id: string;
  /** Key of its title below `explorer.column`. */
  title: string;
  /** In px; one column takes what is left: the error, else the job. */
  width: number;
  align?: 'end';
  /** What the index can sort by. */
  sort?: JobSortField;
  render: (job: JobRow) => ReactNode;
}

const text = (value: string | null, shown = value) =>
  value === null ? <NotMeasured /> : <span title={value}>{shown}</span>;

const errorOf = ({ error, reason }: JobRow) => {
  const words = error ? [error.type, error.message].filter(Boolean).join(': ') : reason;
  // Most jobs have none: that is no gap in what is known.
  return words ? <span title={words}>{words}</span> : null;
};

const attempts = ({ attempt, maxAttempts }: JobRow) =>
  attempt === null ? <NotMeasured /> : `${attempt}${maxAttempts === null ? '' : ` / ${maxAttempts}`}`;

const column = (
  id: string,
  width: number,
  render: JobColumn['render'],
  more: Partial<JobColumn> = {},
): JobColumn => ({ id, title: id, width, render, ...more });

const end = { align: 'end' } as const;

const COLUMNS: readonly JobColumn[] = [
  column('state', 122, job => <JobState job={job} />),
  column('queue', 110, job => text(job.queue)),
  column('error', 200, errorOf),
  column('attempt', 72, attempts, end),
  column('wait', 84, job => <Duration value={job.waitMs} />, end),
  column('duration', 84, job => <Duration value={job.runMs} />, { ...end, sort: 'duration' }),
  column('created', 84, job => <Age at={job.createdAt} />, { ...end, sort: 'created' }),
  column('started', 84, job => <Age at={job.startedAt} />, { ...end, sort: 'started' }),
  column('finished', 84, job => <Age at={job.finishedAt} />, { ...end, sort: 'finished' }),
  column('objective', 104, ({ objective }) =>
    objective ? <StatusBadge kind="objective" status={objective.status} /> : <NotMeasured />,
  ),
  column('agent', 110, job => text(job.agent)),
  column('pipeline', 110, job => text(job.pipeline)),
  column('worker', 132, ({ worker }) => text(worker, worker && nameInId(worker))),
  column('user', 150, job => text(job.user)),
  column('priority', 76, job => <Count value={job.priority} />, { ...end, sort: 'priority' }),
  column('instance', 96, job => text(job.instance)),
  column('source', 96, job => text(job.source)),
];

const BY_ID = new Map(COLUMNS.map(known => [known.id, known]));

/** The columns of these ids, in the order the explorer has them. @internal */
export const jobColumns = (ids: readonly string[]): readonly JobColumn[] =>
  COLUMN_IDS.filter(id => ids.includes(id)).flatMap(id => BY_ID.get(id) ?? []);
