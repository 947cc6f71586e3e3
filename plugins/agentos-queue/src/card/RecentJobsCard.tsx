import { useCallback } from 'react';
import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  MiniTable,
  OperationButton,
  recentJobs,
  RowButton,
  sameRows,
  SectionFrame,
  StatusBadge,
  useSection,
  useSelected,
  useSelector,
} from '@agentos-portal/plugin-agentos-react';
import { JobPanel } from '../job';

const SHOWN = 10;

/** The one operation a row offers; the job's own panel has the others. */
const OFFERED: Partial<Record<JobRow['state'], OperationKind>> = {
  failed: 'job.retry',
  lost: 'job.retry',
  queued: 'job.cancel',
  scheduled: 'job.cancel',
  retrying: 'job.cancel',
};

const all = () => true;

/**
 * The jobs that run or changed last, over all queues, each with what is most likely wanted of it.
 * @internal
 */
export function RecentJobsCard() {
  const section = useSection('jobs');
  const { selected, open, close } = useSelected('job');
  const jobs = useSelector(
    'jobs',
    useCallback((rows: JobRow[]) => recentJobs(rows, all).slice(0, SHOWN), []),
    sameRows,
  );
  return (
    <>
      <SectionFrame name="jobs" title="Recent jobs" section={section} empty="No job was seen yet.">
        <MiniTable aria-label="Recent jobs">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Queue</th>
              <th scope="col">State</th>
              <th scope="col" data-align="end">
                Age
              </th>
              <th scope="col">Operation</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(job => {
              const kind = OFFERED[job.state];
              return (
                <tr key={job.id} style={{ height: 36 }}>
                  <th scope="row">
                    <RowButton title={job.id} onClick={() => open(job.id)}>
                      {job.name} <small>{job.sourceId}</small>
                    </RowButton>
                  </th>
                  <td>{job.queue ?? '–'}</td>
                  <td>
                    <StatusBadge
                      kind="job"
                      status={job.state}
                      reasons={[job.error?.message ?? job.reason].filter((text): text is string => Boolean(text))}
                    />
                  </td>
                  <td data-align="end">
                    <Age at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
                  </td>
                  <td>
                    {kind && (
                      <OperationButton
                        kind={kind}
                        targets={[{ id: job.id, source: job.source }]}
                        subject={`job ${job.name} ${job.sourceId}`}
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </MiniTable>
      </SectionFrame>
      {selected && <JobPanel id={selected} onClose={close} />}
    </>
  );
}
