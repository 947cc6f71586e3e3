import type { ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { Flag, NotMeasured, useExpected } from '@agentos-portal/plugin-agentos-react';
import { useScheduleText } from './useScheduleText';

/**
 * Whether a schedule adds jobs, or is about to stop.
 * @internal
 */
export function ScheduleState({ row }: { row: ScheduleRow }) {
  const t = useScheduleText();
  const paused = useExpected('schedules', row, 'paused');
  if (paused.value === null) return <NotMeasured />;
  return (
    <>
      {paused.value === false && !paused.isExpected && t('schedules.state.active')}
      <Flag of={paused} status="paused" />
    </>
  );
}
