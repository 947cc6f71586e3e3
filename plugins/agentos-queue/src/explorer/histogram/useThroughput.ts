import type { AnalyticsRange } from '@agentos-portal/plugin-agentos-common';
import {
  agentosApiRef,
  agentosQueryClientApiRef,
  STALE_TIMES_MS,
} from '@agentos-portal/plugin-agentos-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** @internal */
export const THROUGHPUT_KEY = ['agentos', 'jobs', 'throughput'] as const;

/**
 * Figures of finished jobs over a window that ends now.
 * @internal
 */
export function useThroughput({ instance, range }: { instance?: string; range: AnalyticsRange }) {
  const api = useApi(agentosApiRef);
  const { data, error, dataUpdatedAt } = useQuery(
    {
      queryKey: [...THROUGHPUT_KEY, { instance, range }],
      queryFn: ({ signal }) => api.getAnalytics({ instance, range }, { signal }),
      staleTime: STALE_TIMES_MS.jobList,
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
    },
    useApi(agentosQueryClientApiRef),
  );
  return { data, error: error ?? undefined, readAt: dataUpdatedAt };
}
