import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton } from '@agentos-portal/plugin-agentos-react';

/**
 * Pauses a queue, or lets it go on.
 * @internal
 */
export function QueueOperations({ row }: { row: QueueRow }) {
  const kind = row.paused ? 'queue.resume' : 'queue.pause';
  return (
    <div role="group" aria-label="Operations on this queue">
      <OperationButton
        kind={kind}
        targets={[{ id: row.id, source: row.source }]}
        subject={`queue ${row.name}`}
      />
    </div>
  );
}
