import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { NotMeasured, StatusBadge, useExpected } from '@agentos-portal/plugin-agentos-react';

/**
 * The tier of a worker, or that it is about to end by what was asked for.
 * @internal
 */
export function Tier({ worker }: { worker: WorkerRow }) {
  const { value, isExpected } = useExpected('workers', worker, 'tier');
  if (value === null) return <NotMeasured />;
  return (
    <StatusBadge
      kind={isExpected ? 'flag' : 'tier'}
      status={String(value)}
      isExpected={isExpected}
      reasons={isExpected ? [] : worker.reasons}
    />
  );
}
