import { formatDuration, type ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { Age, NotMeasured, type Column } from '@agentos-portal/plugin-agentos-react';
import { ruleWords } from './scheduleRule';
import { ScheduleState } from './ScheduleState';
import type { ScheduleText } from './useScheduleText';

/**
 * The columns of the schedules.
 * @internal
 */
export const scheduleColumns = (t: ScheduleText): ReadonlyArray<Column<ScheduleRow>> => [
  {
    id: 'name',
    label: t('schedules.columns.name'),
    width: 140,
    sortValue: row => row.name,
    render: row => row.name,
  },
  {
    id: 'queue',
    label: t('schedules.columns.queue'),
    width: 92,
    sortValue: row => row.queue,
    render: row => row.queue ?? <NotMeasured />,
  },
  {
    id: 'rule',
    label: t('schedules.columns.rule'),
    width: 104,
    sortValue: row => row.pattern,
    render: row => (row.pattern === null ? '' : <code>{row.pattern}</code>),
  },
  {
    id: 'words',
    label: t('schedules.columns.words'),
    width: 176,
    sortValue: row => row.everyMs,
    render: row =>
      row.everyMs === null
        ? (ruleWords(row) ?? (row.pattern === null ? <NotMeasured /> : t('schedules.notCron')))
        : t('schedules.every', { period: formatDuration(row.everyMs) }),
  },
  {
    id: 'next',
    label: t('schedules.columns.next'),
    width: 84,
    align: 'end',
    sortValue: row => row.nextAt,
    render: row => <Age at={row.nextAt} />,
  },
  {
    id: 'last',
    label: t('schedules.columns.last'),
    description: t('schedules.columns.lastWhy'),
    width: 72,
    align: 'end',
    sortValue: row => row.lastAt,
    render: row => <Age at={row.lastAt} suffix="ago" />,
  },
  {
    id: 'state',
    label: t('schedules.columns.state'),
    width: 84,
    sortValue: row => row.paused,
    render: row => <ScheduleState row={row} />,
  },
];
