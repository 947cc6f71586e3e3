import { useCallback, useMemo } from 'react';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  SectionFrame,
  usePrefetchJob,
  useSection,
  useSelected,
} from '@agentos-portal/plugin-agentos-react';
import { JobPanel } from '../job';
import { useQueueText } from '../page/useQueueText';
import { recentJobColumns } from './recentJobColumns';

const SHOWN = 10;

const keyOf = (job: JobRow) => job.id;

/**
 * The jobs that run or changed last, over all queues, each with what is most likely wanted of it. They stand still under the pointer:
 * an operation meets the job it was aimed at.
 * @internal
 */
export function RecentJobsCard() {
  const t = useQueueText();
  const columns = useMemo(() => recentJobColumns(t), [t]);
  const section = useSection('jobs');
  const { selected, open, close } = useSelected('job');
  const prefetch = usePrefetchJob();
  const onOpen = useCallback((job: JobRow) => open(job.id), [open]);
  return (
    <>
      <SectionFrame
        name="jobs"
        title={t('queues.jobs.title')}
        section={section}
        empty={t('queues.jobs.empty')}
      >
        <div {...prefetch}>
          <DataTable
            label={t('queues.jobs.title')}
            rows={section.rows}
            keyOf={keyOf}
            columns={columns}
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
