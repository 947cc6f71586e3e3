import type { QueueRow, ScheduleRow } from '@agentos-portal/plugin-agentos-common';

/**
 * The schedules that add to a queue, the next one first.
 * @internal
 */
export function schedulesOf(
  rows: readonly ScheduleRow[],
  { name, source }: Pick<QueueRow, 'name' | 'source'>,
): ScheduleRow[] {
  return rows
    .filter(row => row.queue === name && row.source === source)
    .sort((a, b) => (a.nextAt ?? '~').localeCompare(b.nextAt ?? '~'));
}
