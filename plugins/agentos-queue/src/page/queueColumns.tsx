import { HEALTH_STATES, queueScore, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Duration,
  NotMeasured,
  ScoreBadge,
  StatusBadge,
  type Column,
} from '@agentos-portal/plugin-agentos-react';
import { Consumers } from './Consumers';
import { Paused } from './Paused';

type Amount = {
  [K in keyof QueueRow]: QueueRow[K] extends number | null ? K : never;
}[keyof QueueRow];

const amount = (id: Amount, label: string, description: string, width: number): Column<QueueRow> => ({
  id,
  label,
  description,
  width,
  align: 'end',
  sortValue: row => row[id],
  render: row => (id.endsWith('Ms') ? <Duration value={row[id]} /> : <Count value={row[id]} />),
});

/**
 * The columns of the queue table. Health sorts by how bad it is.
 * @internal
 */
export const QUEUE_COLUMNS: ReadonlyArray<Column<QueueRow>> = [
  {
    id: 'name',
    label: 'Queue',
    width: 136,
    sortValue: row => row.name,
    render: row => row.name,
  },
  {
    id: 'health',
    label: 'Health',
    description: 'Why is on the badge',
    width: 108,
    sortValue: row => row.health && HEALTH_STATES.indexOf(row.health),
    render: row =>
      row.health === null ? (
        <NotMeasured />
      ) : (
        <StatusBadge kind="health" status={row.health} reasons={row.reasons} />
      ),
  },
  amount('queued', 'Queued', 'Jobs ready to run', 78),
  amount('scheduled', 'Scheduled', 'Jobs with a later start', 88),
  amount('processing', 'Processing', 'Jobs being run', 90),
  amount('failed', 'Failed', 'Failed jobs the engine still keeps', 72),
  amount('completedToday', 'Done today', "Jobs completed since midnight in the instance's time zone", 94),
  amount('oldestQueuedMs', 'Oldest', 'Age of the oldest job ready to run; none while nothing waits', 76),
  amount('waitP95Ms', 'Wait p95', '95th percentile of the wait of jobs started in the last 15 minutes', 84),
  amount('throughputPerMinute', 'Per min', 'Jobs finished per minute over the last 15 minutes', 78),
  {
    ...amount('consumers', 'Consumers', 'Workers that consume the queue', 92),
    render: row => <Consumers value={row.consumers} />,
  },
  {
    id: 'paused',
    label: 'Paused',
    description: 'Whether the queue hands out jobs',
    width: 106,
    sortValue: row => row.paused,
    render: row => <Paused row={row} />,
  },
  {
    id: 'score',
    label: 'Score',
    description: 'Performance over 15 minutes, 0 to 100; its inputs are on the number',
    width: 70,
    align: 'end',
    sortValue: row => row.score,
    render: row => <ScoreBadge value={row.score} score={() => queueScore(row)} />,
  },
];
