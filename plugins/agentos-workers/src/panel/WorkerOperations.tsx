import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import {
  OperationButton,
  PanelActions,
  type OperationButtonProps,
} from '@agentos-portal/plugin-agentos-react';

type Offer = Pick<OperationButtonProps, 'kind' | 'title' | 'params'>;

const DRAIN: Offer = { kind: 'worker.drain' };
const RESUME: Offer = { kind: 'worker.drain', title: 'Resume', params: { resume: true } };

const offersTo = ({ draining }: WorkerRow): Offer[] => [
  { kind: 'worker.ping' },
  draining ? RESUME : DRAIN,
  { kind: 'worker.shutdown' },
];

/**
 * What can be done to a worker. One that drains can be told to take jobs again.
 * @internal
 */
export function WorkerOperations({ row }: { row: WorkerRow }) {
  return (
    <PanelActions label="Operations on this worker">
      {offersTo(row).map(offer => (
        <OperationButton
          key={offer.kind}
          {...offer}
          targets={[{ id: row.id, source: row.source }]}
          subject={`worker ${row.name}`}
          disabledReason={row.tier === 'offline' ? 'It is offline' : undefined}
        />
      ))}
    </PanelActions>
  );
}
