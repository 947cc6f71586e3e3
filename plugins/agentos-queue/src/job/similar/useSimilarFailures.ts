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
 * Jobs that failed the same way, the newest first, and what is known of their group.
 * @param fingerprint - undefined = nothing is asked
 * @internal
 */
export function useSimilarFailures(fingerprint: string | undefined, name: string) {
  const api = useApi(agentosApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const jobs = useQuery(
    {
      queryKey: ['agentos', 'similar', fingerprint],
      queryFn: ({ signal }) =>
        api.getJobs({ q: similarQuery(fingerprint!), sort: '-created' }, { limit: SHOWN, signal }),
      enabled: fingerprint !== undefined,
      staleTime: STALE_TIMES_MS.jobList,
    },
    client,
  );
  const group = useQuery(
    {
      queryKey: ['agentos', 'failures', name],
      queryFn: ({ signal }) => api.getFailures({ name, limit: 100 }, { signal }),
      enabled: fingerprint !== undefined,
      staleTime: STALE_TIMES_MS.jobList,
      select: ({ items }) => items.find(item => item.fingerprint === fingerprint),
    },
    client,
  );
  return { jobs, group: group.data };
}
