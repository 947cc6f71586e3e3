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
import { QUEUE_COLUMNS } from './queueColumns';
import { QueueSummary } from './QueueSummary';

const keyOf = (row: QueueRow) => row.id;

/**
 * Every queue, live. What is sorted, filtered and open is in the URL.
 * @internal
 */
export function QueuePage() {
  const section = useSection('queues');
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
        title="Queues"
        section={section}
        summary={<QueueSummary rows={section.rows} />}
        empty={
          <>
            Name queues under <code>agentos.instances[].sources</code> in app-config. A queue shows here as
            soon as its source has seen it.
          </>
        }
      >
        <DataTable
          label="Queues"
          rows={rows}
          keyOf={keyOf}
          columns={QUEUE_COLUMNS}
          defaultSort="-health"
          filter={filter}
          toolbar={<FilterBox label="Filter queues" value={filter} onChange={setFilter} />}
          selectedKey={selected}
          onOpen={onOpen}
          shortcuts
          empty="No queue matches the filter."
        />
      </SectionFrame>
      {job.selected && <JobPanel id={job.selected} onClose={job.close} />}
      {!job.selected && selected && <QueuePanel id={selected} onClose={close} onOpenJob={job.open} />}
    </>
  );
}
