import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { agentosApiRef } from '../api';
import { agentosQueryClientApiRef } from '../data';

/** What sources can do and what a person may do changes seldom, and the server checks again. */
const KEPT_MS = 60_000;

/**
 * `GET /health/data`, shared by everything on the page and kept for a minute.
 * @internal
 */
export function useHealthData() {
  const api = useApi(agentosApiRef);
  return useQuery(
    {
      queryKey: ['agentos', 'health-data'],
      queryFn: ({ signal }) => api.getHealthData({ signal }),
      staleTime: KEPT_MS,
    },
    useApi(agentosQueryClientApiRef),
  );
}
