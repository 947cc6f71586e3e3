import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { Count, StatusBadge } from '@agentos-portal/plugin-agentos-react';
import { tierCounts } from '../tiles';
import { slotTotals } from './slotTotals';

/**
 * The fleet in one line.
 * @internal
 */
export function WorkerSummary({ rows }: { rows: readonly WorkerRow[] }) {
  const { busy, slots } = slotTotals(rows);
  return (
    <>
      <Count value={rows.length} /> {rows.length === 1 ? 'worker' : 'workers'} · <Count value={busy} /> of{' '}
      <Count value={slots} /> slots busy
      {tierCounts(rows).map(([tier, count]) => (
        <span key={tier}>
          {' '}
          · <Count value={count} /> <StatusBadge kind="tier" status={tier} />
        </span>
      ))}
    </>
  );
}
