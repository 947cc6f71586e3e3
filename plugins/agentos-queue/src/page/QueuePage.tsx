import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  FilterBox,
  matches,
  SectionFrame,
  useSection,
  useSelected,
  useUrlParam,
} from '@agentos-portal/plugin-agentos-react';
import { useCallback, useMemo } from 'react';
import { JobPanel } from '../job';
import { QueuePanel } from '../panel';
import { queueColumns } from './queueColumns';
import { QueueSeries } from './QueueSeries';
import { QueueSummary } from './QueueSummary';
import { useQueueText } from './useQueueText';

const keyOf = (row: QueueRow) => row.id;

/**
 * Every queue, live. What is sorted, filtered and open is in the URL.
 * @internal
 */
export function QueuePage() {
  const t = useQueueText();
  const section = useSection('queues');
  const hasSources = section.rows.some(({ source }) => source !== section.rows[0].source);
  const columns = useMemo(() => queueColumns(t, hasSources), [t, hasSources]);
  const [filter, setFilter] = useUrlParam('q');
  const { selected, open, close } = useSelected();
  const job = useSelected('job');
  const rows = useMemo(
    () =>
      section.rows.filter(row =>
        matches(filter, [
          row.name,
          row.health,
          row.source,
          row.instance,
          row.paused ? 'paused' : undefined,
          row.consumers === 0 ? 'nobody' : undefined,
        ]),
      ),
    [section.rows, filter],
  );
  const onOpen = useCallback((row: QueueRow) => open(row.id), [open]);
  return (
    <>
      <SectionFrame
        name="queues"
        title={t('queues.title')}
        section={section}
        summary={<QueueSummary rows={section.rows} />}
        empty={t('queues.empty')}
      >
        <QueueSeries>
          <DataTable
            label={t('queues.title')}
            rows={rows}
            keyOf={keyOf}
            columns={columns}
            defaultSort="-health"
            filter={filter}
            toolbar={<FilterBox label={t('queues.filter')} value={filter} onChange={setFilter} />}
            selectedKey={selected}
            onOpen={onOpen}
            shortcuts
            empty={t('queues.noMatch')}
          />
        </QueueSeries>
      </SectionFrame>
      {job.selected && <JobPanel id={job.selected} onClose={job.close} />}
      {!job.selected && selected && <QueuePanel id={selected} onClose={close} onOpenJob={job.open} />}
    </>
  );
}
