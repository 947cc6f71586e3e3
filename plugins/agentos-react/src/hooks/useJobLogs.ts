import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { JobLogs } from '../api';
import { agentosQueryClientApiRef, queueDataApiRef } from '../data';

/**
 * The log of one job.
 * @public
 */
export function useJobLogs(id: string): UseQueryResult<JobLogs> {
  const queues = useApi(queueDataApiRef);
  return useQuery(queues.jobLogs(id), useApi(agentosQueryClientApiRef));
}
