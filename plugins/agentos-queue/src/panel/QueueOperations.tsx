import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton, PanelActions } from '@agentos-portal/plugin-agentos-react';

/**
 * Pauses a queue, or lets it go on.
 * @internal
 */
export function QueueOperations({ row }: { row: QueueRow }) {
  const kind = row.paused ? 'queue.resume' : 'queue.pause';
  return (
    <PanelActions label="Operations on this queue">
      <OperationButton
        kind={kind}
        targets={[{ id: row.id, source: row.source }]}
        subject={`queue ${row.name}`}
      />
    </PanelActions>
  );
}
