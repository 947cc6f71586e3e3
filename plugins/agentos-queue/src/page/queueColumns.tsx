import { HEALTH_STATES, queueScore, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Duration,
  NotMeasured,
  ScoreBadge,
  StatusBadge,
  type Column,
} from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { Consumers } from './Consumers';
import { Limits } from './Limits';
import { Paused } from './Paused';
import { QueueThroughput } from './QueueSeries';
import { ScheduleCount } from './ScheduleCount';
import type { QueueText } from './useQueueText';

const Source = styled('small')(({ theme }) => ({ color: theme.palette.text.secondary, fontWeight: 400 }));

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
 * @param hasSources - several engines have queues, maybe of the same name
 * @internal
 */
export const queueColumns = (t: QueueText, hasSources: boolean): ReadonlyArray<Column<QueueRow>> => [
  {
    id: 'name',
    label: t('queues.columns.name'),
    width: hasSources ? 142 : 108,
    sortValue: row => row.name,
    render: row =>
      hasSources ? (
        <>
          {row.name} <Source>{row.source}</Source>
        </>
      ) : (
        row.name
      ),
  },
  {
    id: 'health',
    label: t('queues.columns.health'),
    description: t('queues.columns.healthWhy'),
    width: 100,
    sortValue: row => row.health && HEALTH_STATES.indexOf(row.health),
    render: row =>
      row.health === null ? (
        <NotMeasured />
      ) : (
        <StatusBadge kind="health" status={row.health} reasons={row.reasons} />
      ),
  },
  {
    id: 'score',
    label: t('queues.columns.score'),
    description: t('queues.columns.scoreWhy'),
    width: 54,
    align: 'end',
    sortValue: row => row.score,
    render: row => <ScoreBadge value={row.score} score={() => queueScore(row)} />,
  },
  amount('queued', t('queues.columns.queued'), t('queues.columns.queuedWhy'), 66),
  amount('scheduled', t('queues.columns.scheduled'), t('queues.columns.scheduledWhy'), 84),
  amount('processing', t('queues.columns.processing'), t('queues.columns.processingWhy'), 84),
  amount('failed', t('queues.columns.failed'), t('queues.columns.failedWhy'), 58),
  amount('completedToday', t('queues.columns.completedToday'), t('queues.columns.completedTodayWhy'), 88),
  amount('oldestQueuedMs', t('queues.columns.oldest'), t('queues.columns.oldestWhy'), 68),
  amount('waitP95Ms', t('queues.columns.wait'), t('queues.columns.waitWhy'), 70),
  {
    ...amount('throughputPerMinute', t('queues.columns.throughput'), t('queues.columns.throughputWhy'), 100),
    render: row => <QueueThroughput row={row} />,
  },
  {
    ...amount('consumers', t('queues.columns.consumers'), t('queues.columns.consumersWhy'), 84),
    render: row => (
      <>
        <Consumers value={row.consumers} /> <Limits row={row} />
      </>
    ),
  },
  {
    id: 'paused',
    label: t('queues.columns.paused'),
    description: t('queues.columns.pausedWhy'),
    width: 84,
    sortValue: row => row.paused,
    render: row => <Paused row={row} />,
  },
  {
    id: 'schedules',
    label: t('queues.columns.schedules'),
    description: t('queues.columns.schedulesWhy'),
    width: 82,
    align: 'end',
    render: row => <ScheduleCount queue={row} />,
  },
];
