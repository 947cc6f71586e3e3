import { styled } from '@mui/material/styles';
import type { OperationKind, WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton } from '@agentos-portal/plugin-agentos-react';

const KINDS: OperationKind[] = ['worker.ping', 'worker.drain', 'worker.shutdown'];

const Root = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8, padding: '8px 0' });

/**
 * What can be done to a worker.
 * @internal
 */
export function WorkerOperations({ row }: { row: WorkerRow }) {
  return (
    <Root role="group" aria-label="Operations on this worker">
      {KINDS.map(kind => (
        <OperationButton
          key={kind}
          kind={kind}
          targets={[{ id: row.id, source: row.source }]}
          subject={`worker ${row.name}`}
          disabledReason={row.tier === 'offline' ? 'It is offline' : undefined}
        />
      ))}
    </Root>
  );
}
