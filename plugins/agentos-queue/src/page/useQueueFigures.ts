import { agentosApiRef, agentosQueryClientApiRef, useInstanceId } from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** A line over an hour is true enough for so long; what is of now is in the rows. */
const KEPT_MS = 120_000;

/**
 * The last hour of every queue, minute by minute: one request for all of them.
 * @internal
 */
export function useQueueFigures() {
  const api = useApi(agentosApiRef);
  const instance = useInstanceId();
  return useQuery(
    {
      queryKey: ['agentos', 'analytics', 'queue', instance],
      queryFn: ({ signal }) => api.getAnalytics({ range: '1h', by: 'queue', instance }, { signal }),
      staleTime: KEPT_MS,
      refetchInterval: KEPT_MS,
    },
    useApi(agentosQueryClientApiRef),
  );
}
