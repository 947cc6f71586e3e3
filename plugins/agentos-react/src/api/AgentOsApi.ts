import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  AnalyticsAnswer,
  FailurePage,
  JobCounts,
  Preset,
  PresetRequest,
  SsotSnapshot,
} from '@agentos-portal/plugin-agentos-common';
import type { AnalyticsQuery, FailureQuery } from './analyticsQueries';
import type { AuditPage, AuditQuery } from './AuditPage';
import type { DataHealth } from './DataHealth';
import type { EventTable } from './EventTable';
import type { JobDetail, JobLogs } from './JobDetail';
import type { JobListQuery, JobPage } from './JobPage';

/**
 * Options every read takes.
 * @public
 */
export interface ReadOptions {
  /** Gives the read up, also between retries. */
  signal?: AbortSignal;
}

/**
 * The HTTP routes of AgentOS that the pages read.
 *
 * Reads that fail on the network or with a 5xx are repeated; every other status rejects at once with the
 * `ResponseError` of `@backstage/errors`, an answer that takes too long with an `Error` named `TimeoutError`.
 * @public
 */
export interface AgentOsApi {
  /**
   * Reads the SSOT. An unchanged answer (304) is served from the copy of the last one.
   * @param options - `sections`: names of the sections, absent = all permitted
   */
  getSsot(options?: ReadOptions & { sections?: readonly string[] }): Promise<SsotSnapshot>;
  /**
   * Reads one page of the jobs in the index.
   * @param options - `cursor`: where the page before ended; `limit`: at most 500
   */
  getJobs(query: JobListQuery, options?: ReadOptions & { cursor?: string; limit?: number }): Promise<JobPage>;
  /** Reads everything known of one job; payload fields need `agentos.payload.read`. */
  getJob(id: string, options?: ReadOptions): Promise<JobDetail>;
  /** Reads the log of one job; needs `agentos.payload.read`. */
  getJobLogs(id: string, options?: ReadOptions): Promise<JobLogs>;
  /** Reads how many jobs there are by state. */
  getJobCounts(options?: ReadOptions & { instance?: string }): Promise<JobCounts>;
  /** Reads the saved filters: those of the system, shared ones, and the caller's own. */
  getPresets(options?: ReadOptions): Promise<Preset[]>;
  /** Saves a filter under an id; a shared one needs `agentos.system.control`. */
  putPreset(id: string, preset: PresetRequest): Promise<Preset>;
  /** Removes a saved filter. */
  deletePreset(id: string): Promise<void>;
  /** Reads throughput, success, wait and run over a window that ends now. */
  getAnalytics(query: AnalyticsQuery, options?: ReadOptions): Promise<AnalyticsAnswer>;
  /** Reads the groups of failures, the last seen first. */
  getFailures(query?: FailureQuery, options?: ReadOptions): Promise<FailurePage>;
  /** Reads what was done, by whom and how it ended; needs `agentos.audit.read`. */
  getAudit(query: AuditQuery, options?: ReadOptions): Promise<AuditPage>;
  /** Reads the targets, and the figures of cache, relay, sources and leader. */
  getHealthData(options?: ReadOptions): Promise<DataHealth>;
  /** Reads the event table in force with its counts and latencies. */
  getEventsTable(options?: ReadOptions): Promise<EventTable>;
}

/** @public */
export const agentosApiRef = createApiRef<AgentOsApi>().with({
  id: 'plugin.agentos.api',
  pluginId: 'agentos',
});
