import { createApiRef } from '@backstage/frontend-plugin-api';
import type { SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import type { DataHealth } from './DataHealth';
import type { EventTable } from './EventTable';
import type { JobDetail, JobLogs } from './JobDetail';

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
  /** Reads everything known of one job; payload fields need `agentos.payload.read`. */
  getJob(id: string, options?: ReadOptions): Promise<JobDetail>;
  /** Reads the log of one job; needs `agentos.payload.read`. */
  getJobLogs(id: string, options?: ReadOptions): Promise<JobLogs>;
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
