import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Beside,
  Bytes,
  Count,
  CpuPercent,
  NotMeasured,
  Percent,
  type Column,
} from '@agentos-portal/plugin-agentos-react';
import { Draining, Load, loadOf, Tier, tierRank, WorkerScore } from '../tiles';

/**
 * The columns of the worker table. Tiers sort by how bad they are.
 * @internal
 */
export const WORKER_COLUMNS: ReadonlyArray<Column<WorkerRow>> = [
  {
    id: 'name',
    label: 'Worker',
    width: 160,
    sortValue: row => row.name,
    render: row => row.name,
  },
  {
    id: 'tier',
    label: 'Tier',
    description: 'Why is on the badge',
    width: 172,
    sortValue: tierRank,
    render: row => (
      <Beside>
        <Tier worker={row} />
        <Draining worker={row} />
      </Beside>
    ),
  },
  {
    id: 'queues',
    label: 'Queues',
    width: 130,
    sortValue: row => row.queues.join(),
    render: row => <span title={row.queues.join(', ')}>{row.queues.join(', ')}</span>,
  },
  {
    id: 'hostname',
    label: 'Host',
    width: 110,
    sortValue: row => row.hostname,
    render: row => row.hostname ?? <NotMeasured />,
  },
  {
    id: 'load',
    label: 'Load',
    description: 'Busy of total slots',
    width: 124,
    sortValue: loadOf,
    render: row => <Load worker={row} />,
  },
  {
    id: 'cpuPercent',
    label: 'CPU',
    description: 'CPU use of the process, 100 is one core',
    width: 66,
    align: 'end',
    sortValue: row => row.cpuPercent,
    render: row => <CpuPercent value={row.cpuPercent} />,
  },
  {
    id: 'memoryBytes',
    label: 'Memory',
    description: 'Resident memory of the process',
    width: 84,
    align: 'end',
    sortValue: row => row.memoryBytes,
    render: row => <Bytes value={row.memoryBytes} />,
  },
  {
    id: 'throughputPerMinute',
    label: 'Per min',
    description: 'Jobs finished per minute over the last 15 minutes',
    width: 76,
    align: 'end',
    sortValue: row => row.throughputPerMinute,
    render: row => <Count value={row.throughputPerMinute} />,
  },
  {
    id: 'successRate',
    label: 'Success',
    description: 'Completed over finished jobs of the last 15 minutes',
    width: 80,
    align: 'end',
    sortValue: row => row.successRate,
    render: row => <Percent value={row.successRate} />,
  },
  {
    id: 'lastHeartbeatAt',
    label: 'Heartbeat',
    description: 'Age of the last sign of life',
    width: 92,
    align: 'end',
    sortValue: row => row.lastHeartbeatAt,
    render: row => <Age at={row.lastHeartbeatAt} />,
  },
  {
    id: 'score',
    label: 'Score',
    description: 'Performance over 15 minutes, 0 to 100; its inputs are on the number',
    width: 70,
    align: 'end',
    sortValue: row => row.score,
    render: row => <WorkerScore worker={row} />,
  },
];
