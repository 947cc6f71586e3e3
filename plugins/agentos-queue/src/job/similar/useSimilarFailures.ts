import { formatJobQuery } from '@agentos-portal/plugin-agentos-common';
import {
  agentosApiRef,
  agentosQueryClientApiRef,
  STALE_TIMES_MS,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Others that are shown, and the job itself. */
const SHOWN = 6;

/**
 * The search that finds failures of a fingerprint.
 * @internal
 */
export const similarQuery = (fingerprint: string): string =>
  formatJobQuery({
    conditions: [{ type: 'exact', field: 'fingerprint', values: [fingerprint], not: false }],
    text: [],
  });

/**
 * Jobs of the index that failed the same way, the newest first, and the first of them.
 * @internal
 */
export function useSimilarFailures(fingerprint: string) {
  const api = useApi(agentosApiRef);
  return useQuery(
    {
      queryKey: ['agentos', 'similar', fingerprint],
      queryFn: async ({ signal }) => {
        const q = similarQuery(fingerprint);
        const [newest, oldest] = await Promise.all([
          api.getJobs({ q, sort: '-created' }, { limit: SHOWN, signal }),
          api.getJobs({ q, sort: 'created' }, { limit: 1, signal }),
        ]);
        return { ...newest, first: oldest.items.at(0) };
      },
      staleTime: STALE_TIMES_MS.jobList,
    },
    useApi(agentosQueryClientApiRef),
  );
}
