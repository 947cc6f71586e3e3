import { useCallback } from 'react';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  SectionFrame,
  usePrefetchJob,
  useSection,
  useSelected,
} from '@agentos-portal/plugin-agentos-react';
import { JobPanel } from '../job';
import { RECENT_JOB_COLUMNS } from './recentJobColumns';

const SHOWN = 10;

const keyOf = (job: JobRow) => job.id;

/**
 * The jobs that run or changed last, over all queues, each with what is most likely wanted of it. They stand still under the pointer:
 * an operation meets the job it was aimed at.
 * @internal
 */
export function RecentJobsCard() {
  const section = useSection('jobs');
  const { selected, open, close } = useSelected('job');
  const prefetch = usePrefetchJob();
  const onOpen = useCallback((job: JobRow) => open(job.id), [open]);
  return (
    <>
      <SectionFrame name="jobs" title="Recent jobs" section={section} empty="No job was seen yet.">
        <div {...prefetch}>
          <DataTable
            label="Recent jobs"
            rows={section.rows}
            keyOf={keyOf}
            columns={RECENT_JOB_COLUMNS}
            defaultSort="-changed"
            sortParam="jobs"
            limit={SHOWN}
            selectedKey={selected}
            onOpen={onOpen}
          />
        </div>
      </SectionFrame>
      {selected && <JobPanel id={selected} onClose={close} />}
    </>
  );
}
