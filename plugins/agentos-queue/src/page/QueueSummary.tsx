import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { Count, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { sumOf, unattended } from './queueTotals';
import { useQueueText } from './useQueueText';

/**
 * What the queues add up to, in one line.
 * @internal
 */
export function QueueSummary({ rows }: { rows: readonly QueueRow[] }) {
  const t = useQueueText();
  const nobody = unattended(rows).length;
  return (
    <>
      <Count value={rows.length} /> {t('queues.summary.queue', { count: rows.length })} ·{' '}
      <Count value={sumOf(rows, 'queued')} /> {t('queues.summary.queued')} ·{' '}
      <Count value={sumOf(rows, 'processing')} /> {t('queues.summary.processing')} ·{' '}
      <Count value={sumOf(rows, 'failed')} /> {t('queues.summary.failed')} ·{' '}
      <Count value={sumOf(rows, 'completedToday')} /> {t('queues.summary.done')}
      {nobody > 0 && (
        <>
          {' '}
          · <Count value={nobody} /> {t('queues.summary.unattended')}{' '}
          <StatusBadge kind="flag" status="nobody" />
        </>
      )}
    </>
  );
}
