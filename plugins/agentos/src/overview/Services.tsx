import type { ServiceRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  DataTable,
  Duration,
  NotMeasured,
  RowPanel,
  SectionFrame,
  StatusBadge,
  useSection,
  useSelected,
  type Column,
} from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';

const BADNESS = ['down', 'degraded', 'unknown', 'up'];

const COLUMNS: ReadonlyArray<Column<ServiceRow>> = [
  {
    id: 'name',
    label: 'Service',
    width: 160,
    sortValue: row => row.name,
    render: row => row.name,
  },
  {
    id: 'status',
    label: 'Status',
    width: 110,
    sortValue: row => BADNESS.indexOf(row.status),
    render: row => <StatusBadge kind="service" status={row.status} />,
  },
  {
    id: 'kind',
    label: 'Kind',
    width: 90,
    sortValue: row => row.kind,
    render: row => row.kind,
  },
  {
    id: 'latencyMs',
    label: 'Latency',
    description: 'Time its last answer took',
    width: 84,
    align: 'end',
    sortValue: row => row.latencyMs,
    render: row => <Duration value={row.latencyMs} />,
  },
  {
    id: 'checkedAt',
    label: 'Checked',
    width: 84,
    align: 'end',
    sortValue: row => row.checkedAt,
    render: row => <Age at={row.checkedAt} />,
  },
  {
    id: 'detail',
    label: 'Detail',
    width: 220,
    render: row => (row.detail === null ? <NotMeasured /> : <span title={row.detail}>{row.detail}</span>),
  },
];

const keyOf = (row: ServiceRow) => row.id;
const nameOf = (row: ServiceRow) => row.name;

/**
 * What the fleet and the portal need to reach.
 * @internal
 */
export function Services() {
  const section = useSection('services');
  const { selected, open, close } = useSelected('service');
  const onOpen = useCallback((row: ServiceRow) => open(row.id), [open]);
  const up = section.rows.filter(({ status }) => status === 'up').length;
  return (
    <SectionFrame
      name="services"
      title="Services"
      section={section}
      summary={`${up} of ${section.rowCount} up`}
      empty="The sources of this view name no service."
    >
      <DataTable
        label="Services"
        rows={section.rows}
        keyOf={keyOf}
        columns={COLUMNS}
        defaultSort="status"
        sortParam="services"
        selectedKey={selected}
        onOpen={onOpen}
      />
      {selected && (
        <RowPanel
          key={selected}
          section="services"
          id={selected}
          kind="Service"
          titleOf={nameOf}
          onClose={close}
        />
      )}
    </SectionFrame>
  );
}
