import type { OperationKind, WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton, PanelActions } from '@agentos-portal/plugin-agentos-react';

const KINDS: OperationKind[] = ['worker.ping', 'worker.drain', 'worker.shutdown'];

/**
 * What can be done to a worker.
 * @internal
 */
export function WorkerOperations({ row }: { row: WorkerRow }) {
  return (
    <PanelActions label="Operations on this worker">
      {KINDS.map(kind => (
        <OperationButton
          key={kind}
          kind={kind}
          targets={[{ id: row.id, source: row.source }]}
          subject={`worker ${row.name}`}
          disabledReason={row.tier === 'offline' ? 'It is offline' : undefined}
        />
      ))}
    </PanelActions>
  );
}
