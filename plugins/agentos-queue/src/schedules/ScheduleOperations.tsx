import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton, PanelActions } from '@agentos-portal/plugin-agentos-react';
import { ChangeSchedule } from './edit/ChangeSchedule';
import { useScheduleText } from './useScheduleText';

/**
 * What can be done to a schedule. What its source cannot do says why.
 * @internal
 */
export function ScheduleOperations({ row }: { row: ScheduleRow }) {
  const t = useScheduleText();
  const target = { targets: [{ id: row.id, source: row.source }], subject: `schedule ${row.name}` };
  return (
    <PanelActions label={t('schedules.operations')}>
      <OperationButton kind="schedule.run" {...target} isCompact />
      <ChangeSchedule label={t('schedules.change')} schedule={row} queues={[]} />
      <OperationButton
        kind="schedule.pause"
        {...target}
        isCompact
        {...(row.paused
          ? { params: { resume: true }, title: t('schedules.resume'), label: t('schedules.resume') }
          : {})}
      />
      <OperationButton kind="schedule.remove" {...target} isCompact />
    </PanelActions>
  );
}
