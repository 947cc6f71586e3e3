import type { QueueRow, ScheduleRow } from '@agentos-portal/plugin-agentos-common';
import { Count, useSelector } from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';
import { schedulesOf } from '../panel/schedulesOf';

/**
 * How many schedules add to a queue.
 * @internal
 */
export function ScheduleCount({ queue: { name, source } }: { queue: Pick<QueueRow, 'name' | 'source'> }) {
  const count = useSelector(
    'schedules',
    useCallback((rows: ScheduleRow[]) => schedulesOf(rows, { name, source }).length, [name, source]),
  );
  return <Count value={count} />;
}
