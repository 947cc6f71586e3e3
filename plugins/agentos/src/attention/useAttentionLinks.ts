import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { agentsRouteRef, queueRouteRef, workersRouteRef } from '../routes';
import type { AttentionLinks } from './Attention';

const link = (base: string | undefined, param: string, id: string) =>
  base && `${base}?${param}=${encodeURIComponent(id)}`;

/**
 * Ways to rows on the pages of the other plugins.
 * @internal
 */
export function useAttentionLinks(): AttentionLinks {
  const queue = useRouteRef(queueRouteRef)?.();
  const workers = useRouteRef(workersRouteRef)?.();
  const agents = useRouteRef(agentsRouteRef)?.();
  return useMemo(
    () => ({
      queue: id => link(queue, 'selected', id),
      job: id => link(queue, 'job', id),
      worker: id => link(workers, 'selected', id),
      agent: id => link(agents, 'selected', id),
      freshness: '#freshness',
    }),
    [queue, workers, agents],
  );
}
