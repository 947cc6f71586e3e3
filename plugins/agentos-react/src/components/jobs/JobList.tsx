import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { useCallback } from 'react';
import { Link } from 'react-router-dom';
import { useSelector } from '../../hooks';
import { JobState } from '../expectations';
import { MiniTable, MoreCount, RowButton } from '../table/MiniTable';
import { Age, Duration } from '../values';
import { recentJobs } from './recentJobs';
import { sameRows } from './sameRows';

/** Jobs shown; the SSOT holds no more than the last few hundred of the whole fleet. */
const SHOWN = 20;

/** @public */
export interface JobListProps {
  /** Which jobs; keep its identity. */
  filter: (job: JobRow) => boolean;
  /** Opens a job on this page. */
  onOpen?: (id: string) => void;
  /** Where a job is opened on another page; undefined = nowhere. */
  linkOf?: (job: JobRow) => string | undefined;
  /** Said when there is none. */
  empty: string;
}

/**
 * Some jobs of the SSOT: those that run first, then the last changed.
 * @public
 */
export function JobList({ filter, onOpen, linkOf, empty }: JobListProps) {
  const jobs = useSelector(
    'jobs',
    useCallback((rows: JobRow[]) => recentJobs(rows, filter), [filter]),
    sameRows,
  );
  if (jobs.length === 0) return <>{empty}</>;
  const nameOf = (job: JobRow) => {
    const name = (
      <>
        {job.name} <small>{job.sourceId}</small>
      </>
    );
    if (onOpen) {
      return (
        <RowButton data-row-opener={job.id} title={job.id} onClick={() => onOpen(job.id)}>
          {name}
        </RowButton>
      );
    }
    const to = linkOf?.(job);
    return to ? <Link to={to}>{name}</Link> : name;
  };
  return (
    <>
      <MiniTable aria-label="Jobs">
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col">State</th>
            <th scope="col" data-align="end">
              Run
            </th>
            <th scope="col" data-align="end">
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.slice(0, SHOWN).map(job => (
            <tr key={job.id}>
              <th scope="row">{nameOf(job)}</th>
              <td>
                <JobState job={job} />
              </td>
              <td data-align="end">
                <Duration value={job.runMs} />
              </td>
              <td data-align="end">
                <Age at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </MiniTable>
      <MoreCount count={jobs.length - SHOWN} what="jobs" />
    </>
  );
}
