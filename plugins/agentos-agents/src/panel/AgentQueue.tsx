import type { AgentRow, QueueRow } from '@agentos-portal/plugin-agentos-common';
import { Count, Duration, sameRows, StatusBadge, useSelector } from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { Link } from 'react-router-dom';
import { queueRouteRef } from '../routes';

/**
 * The queue an agent takes its jobs from; several sources of an instance may have one of that name.
 * @internal
 */
export function AgentQueue({ agent: { queue, instance } }: { agent: Pick<AgentRow, 'queue' | 'instance'> }) {
  const queuePage = useRouteRef(queueRouteRef)?.();
  const rows = useSelector(
    'queues',
    useCallback(
      (queues: QueueRow[]) => queues.filter(row => row.name === queue && row.instance === instance),
      [queue, instance],
    ),
    sameRows,
  );
  if (queue === null) return <>It is not known which queue it serves.</>;
  if (rows.length === 0) return <>{queue}: not seen by any source.</>;
  return (
    <>
      {rows.map(row => (
        <div key={row.id}>
          {queuePage ? (
            <Link to={`${queuePage}?selected=${row.id}`}>
              <u>{row.name}</u>
            </Link>
          ) : (
            row.name
          )}{' '}
          {row.health && <StatusBadge kind="health" status={row.health} reasons={row.reasons} />} ·{' '}
          <Count value={row.queued} /> queued, oldest <Duration value={row.oldestQueuedMs} />
        </div>
      ))}
    </>
  );
}
