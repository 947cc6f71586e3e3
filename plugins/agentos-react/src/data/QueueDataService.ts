import { createApiRef } from '@backstage/frontend-plugin-api';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { EventMessage, RoomName } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi, JobDetail } from '../api';
import type { CentralDataService } from './CentralDataService';
import { STALE_TIMES_MS } from './staleTimes';

const JOB_ROOMS: readonly RoomName[] = ['job_status'];

/**
 * Jobs beyond what the SSOT holds: query options for reading them, and the events that keep what was read up to date.
 * @public
 */
export class QueueDataService {
  constructor(
    private readonly options: { api: AgentOsApi; queryClient: QueryClient; data: CentralDataService },
  ) {}

  /** Options of the query for one job. */
  job(id: string) {
    return queryOptions({
      queryKey: ['agentos', 'job', id],
      queryFn: ({ signal }) => this.options.api.getJob(id, { signal }),
      staleTime: STALE_TIMES_MS.job,
    });
  }

  /** Options of the query for the log of one job. */
  jobLogs(id: string) {
    return queryOptions({
      queryKey: ['agentos', 'job-logs', id],
      queryFn: ({ signal }) => this.options.api.getJobLogs(id, { signal }),
      staleTime: STALE_TIMES_MS.jobLogs,
    });
  }

  /** Keeps one job and its log up to date by the job's events, until the returned function is called. */
  followJob(id: string): () => void {
    const { data } = this.options;
    let newest = data.getEvents().events[0];
    return data.subscribeEvents(JOB_ROOMS, () => {
      const { events } = data.getEvents();
      const known = newest ? events.indexOf(newest) : -1;
      newest = events[0];
      this.apply(
        id,
        events.slice(0, known < 0 ? undefined : known).filter(event => event.data.jobId === id),
      );
    });
  }

  private apply(id: string, events: EventMessage[]) {
    if (events.length === 0) return;
    const { queryClient } = this.options;
    // Progress comes many times a second and says all there is to know; anything else changes more than its payload tells.
    const [progress] = events;
    if (events.every(event => event.type === 'job:progress' && typeof event.data.progress === 'number')) {
      queryClient.setQueryData<JobDetail>(this.job(id).queryKey, before =>
        before && { ...before, job: { ...before.job, progress: progress.data.progress as number } },
      );
      return;
    }
    queryClient.invalidateQueries({ queryKey: this.job(id).queryKey });
    queryClient.invalidateQueries({ queryKey: this.jobLogs(id).queryKey });
  }
}

/** @public */
export const queueDataApiRef = createApiRef<QueueDataService>().with({
  id: 'plugin.agentos.queue-data',
  pluginId: 'agentos',
});
