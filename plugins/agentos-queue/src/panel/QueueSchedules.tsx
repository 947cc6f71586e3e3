import { formatDuration, type QueueRow, type ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Beside,
  MiniTable,
  NotDone,
  NotMeasured,
  sameRows,
  StatusBadge,
  useExpected,
  useSelector,
} from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';
import { useQueueText, type QueueText } from '../page/useQueueText';
import { schedulesOf } from './schedulesOf';

const rhythm = ({ pattern, everyMs }: ScheduleRow, t: QueueText) =>
  pattern ?? (everyMs === null ? undefined : t('schedules.every', { period: formatDuration(everyMs) }));

/** When it adds the next job, or why it does not, or will not by what was asked for. */
function Next({ schedule }: { schedule: ScheduleRow }) {
  const { value, isExpected, refusal } = useExpected('schedules', schedule, 'paused');
  const status = value === true ? 'paused' : value;
  return (
    <Beside>
      {typeof status === 'string' ? (
        <StatusBadge kind="flag" status={status} isExpected={isExpected} />
      ) : (
        <Age at={schedule.nextAt} />
      )}
      <NotDone refusals={refusal ? [refusal] : []} isBrief />
    </Beside>
  );
}

/**
 * What adds jobs to a queue by itself, and when next.
 * @internal
 */
export function QueueSchedules({ queue: { name, source } }: { queue: Pick<QueueRow, 'name' | 'source'> }) {
  const t = useQueueText();
  const schedules = useSelector(
    'schedules',
    useCallback((rows: ScheduleRow[]) => schedulesOf(rows, { name, source }), [name, source]),
    sameRows,
  );
  if (schedules.length === 0) return <>{t('queues.noSchedule')}</>;
  return (
    <MiniTable aria-label={t('schedules.title')}>
      <thead>
        <tr>
          <th scope="col">{t('schedules.columns.name')}</th>
          <th scope="col">{t('queues.scheduleWhen')}</th>
          <th scope="col" data-align="end">
            {t('schedules.columns.next')}
          </th>
          <th scope="col" data-align="end">
            {t('schedules.columns.last')}
          </th>
        </tr>
      </thead>
      <tbody>
        {schedules.map(schedule => (
          <tr key={schedule.id}>
            <th scope="row">{schedule.name}</th>
            <td>{rhythm(schedule, t) ?? <NotMeasured />}</td>
            <td data-align="end">
              <Next schedule={schedule} />
            </td>
            <td data-align="end">
              <Age at={schedule.lastAt} suffix="ago" />
            </td>
          </tr>
        ))}
      </tbody>
    </MiniTable>
  );
}
