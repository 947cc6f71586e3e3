import { useEffect } from 'react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { JobDetail } from '../api';
import { agentosQueryClientApiRef, queueDataApiRef } from '../data';

/**
 * Everything known of one job. Kept up to date by the job's own events while mounted.
 * @public
 */
export function useJob(id: string): UseQueryResult<JobDetail> {
  const queues = useApi(queueDataApiRef);
  const client = useApi(agentosQueryClientApiRef);
  useEffect(() => queues.followJob(id), [queues, id]);
  return useQuery(queues.job(id), client);
}
