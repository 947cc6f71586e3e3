import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { JobLogs } from '../api';
import { agentosQueryClientApiRef, queueDataApiRef } from '../data';

/** No engine tells of each line: a log that is being written is asked for again after this long, while somebody looks, ms. */
const TAIL_MS = 2_000;

/** @public */
export interface JobLogsOptions {
  /** The job runs and somebody follows its log: new lines are asked for. Without it events alone say what is out of date. */
  isWritten?: boolean;
}

/**
 * The log of one job.
 * @public
 */
export function useJobLogs(id: string, { isWritten = false }: JobLogsOptions = {}): UseQueryResult<JobLogs> {
  const queues = useApi(queueDataApiRef);
  return useQuery(
    { ...queues.jobLogs(id), refetchInterval: isWritten && TAIL_MS },
    useApi(agentosQueryClientApiRef),
  );
}
