import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { Count, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { sumOf, unattended } from './queueTotals';

/**
 * What the queues add up to, in one line.
 * @internal
 */
export function QueueSummary({ rows }: { rows: readonly QueueRow[] }) {
  const nobody = unattended(rows).length;
  return (
    <>
      <Count value={rows.length} /> {rows.length === 1 ? 'queue' : 'queues'} ·{' '}
      <Count value={sumOf(rows, 'queued')} /> queued · <Count value={sumOf(rows, 'processing')} /> processing
      · <Count value={sumOf(rows, 'failed')} /> failed kept · <Count value={sumOf(rows, 'completedToday')} />{' '}
      done today
      {nobody > 0 && (
        <>
          {' '}
          · <Count value={nobody} /> consumed by <StatusBadge kind="flag" status="nobody" />
        </>
      )}
    </>
  );
}
