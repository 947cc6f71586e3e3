import type { QueueRow } from '@agentos-portal/plugin-agentos-common';

/** Fields that can be added up. */
type Amount = 'queued' | 'scheduled' | 'processing' | 'failed' | 'completedToday' | 'throughputPerMinute';

/**
 * Sum of a field over the queues that measure it; `null` when none does.
 * @internal
 */
export function sumOf(rows: readonly QueueRow[], field: Amount): number | null {
  const measured = rows.map(row => row[field]).filter((value): value is number => value !== null);
  return measured.length === 0 ? null : measured.reduce((sum, value) => sum + value, 0);
}

/**
 * Queues that nobody consumes. A queue whose consumers are not measured is none of them.
 * @internal
 */
export const unattended = (rows: readonly QueueRow[]): QueueRow[] =>
  rows.filter(({ consumers }) => consumers === 0);
