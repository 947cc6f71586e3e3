import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import {
  DataTable,
  FilterBox,
  matches,
  PageFrame,
  SectionFrame,
  useSection,
  useSelected,
  useSelector,
  useUrlParam,
} from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useCallback, useMemo } from 'react';
import { CapacityBars } from '../capacity';
import { WorkerPanel } from '../panel';
import { currentJobs, sameJobs, WorkerTiles, type Grouping } from '../tiles';
import { Choice } from './Choice';
import { WORKER_COLUMNS } from './workerColumns';
import { WorkerSummary } from './WorkerSummary';

const Toolbar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 8,
});

/** From here on tiles are no overview any more. */
const TILES_UP_TO = 200;

const keyOf = (row: WorkerRow) => row.id;

/**
 * Every worker, live: how full each queue's workers are, then the workers as tiles or as a table. All choices are in the URL.
 * @internal
 */
export function WorkersPage() {
  const section = useSection('workers');
  const [filter, setFilter] = useUrlParam('q');
  const [view, setView] = useUrlParam('view', section.rowCount > TILES_UP_TO ? 'table' : 'tiles');
  const [group, setGroup] = useUrlParam('group', 'queue');
  // Anything may stand in a URL.
  const groupBy: Grouping = group === 'host' ? 'host' : 'queue';
  const { selected, open, close } = useSelected();
  const jobs = useSelector('jobs', currentJobs, sameJobs);
  const rows = useMemo(
    () =>
      section.rows.filter(row =>
        matches(filter, [
          row.name,
          row.hostname,
          row.tier,
          row.kind,
          row.source,
          row.instance,
          ...row.queues,
        ]),
      ),
    [section.rows, filter],
  );
  const onOpen = useCallback((row: WorkerRow) => open(row.id), [open]);
  const toolbar = (
    <>
      <FilterBox label="Filter workers" value={filter} onChange={setFilter} />
      <Choice
        label="View"
        options={[
          ['tiles', 'Tiles'],
          ['table', 'Table'],
        ]}
        value={view}
        onChange={setView}
      />
      {view === 'tiles' && (
        <Choice
          label="Group by"
          options={[
            ['queue', 'By queue'],
            ['host', 'By host'],
          ]}
          value={groupBy}
          onChange={setGroup}
        />
      )}
    </>
  );
  return (
    <PageFrame label="Workers">
      <CapacityBars workers={section.rows} />
      <SectionFrame
        name="workers"
        title="Workers"
        section={section}
        summary={<WorkerSummary rows={section.rows} />}
        empty="Start a worker process on one of the queues: it shows here as soon as its source has seen it."
      >
        {view === 'table' ? (
          <DataTable
            label="Workers"
            rows={rows}
            keyOf={keyOf}
            columns={WORKER_COLUMNS}
            defaultSort="-tier"
            filter={filter}
            toolbar={toolbar}
            selectedKey={selected}
            onOpen={onOpen}
            shortcuts
            empty="No worker matches the filter."
          />
        ) : (
          <>
            <Toolbar sx={{ mb: 1.5 }}>{toolbar}</Toolbar>
            {rows.length === 0 && 'No worker matches the filter.'}
            <WorkerTiles workers={rows} groupBy={groupBy} jobs={jobs} selected={selected} onOpen={onOpen} />
          </>
        )}
      </SectionFrame>
      {selected && <WorkerPanel id={selected} onClose={close} />}
    </PageFrame>
  );
}
