import { formatJobQuery, type JobRow } from '@agentos-portal/plugin-agentos-common';
import {
  agentosApiRef,
  agentosQueryClientApiRef,
  STALE_TIMES_MS,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Jobs asked for at once, as many as one condition of a search may name. */
const ASKED = 50;

/**
 * The rows of some jobs from the index of the portal, also of those that their source no longer has.
 * @param ids - the first fifty are asked for
 * @internal
 */
export function useFlowJobs(ids: readonly string[]) {
  const api = useApi(agentosApiRef);
  const asked = ids.slice(0, ASKED);
  const query = useQuery(
    {
      queryKey: ['agentos', 'flow', asked],
      queryFn: async ({ signal }) => {
        const condition = { type: 'exact', field: 'id', values: asked, not: false } as const;
        const q = formatJobQuery({ conditions: [condition], text: [] });
        const { items } = await api.getJobs({ q, sort: 'created' }, { limit: ASKED, signal });
        return new Map<string, JobRow>(items.map(job => [job.id, job]));
      },
      enabled: asked.length > 0,
      staleTime: STALE_TIMES_MS.jobList,
    },
    useApi(agentosQueryClientApiRef),
  );
  return { jobs: query.data, isPending: query.isPending, asked, more: ids.length - asked.length };
}
