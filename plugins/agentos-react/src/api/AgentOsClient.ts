import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AnalyticsAnswer,
  FailurePage,
  JobCounts,
  Preset,
  PresetRequest,
  SsotSnapshot,
} from '@agentos-portal/plugin-agentos-common';
import { fullJitter, type Environment } from '../live';
import type { AgentOsApi, ReadOptions } from './AgentOsApi';
import { type AnalyticsQuery, type FailureQuery, toSearch } from './analyticsQueries';
import type { AuditPage, AuditQuery } from './AuditPage';
import type { DataHealth } from './DataHealth';
import type { EventTable } from './EventTable';
import type { JobDetail, JobLogs } from './JobDetail';
import type { JobListQuery, JobPage } from './JobPage';
import { toJobDetail, type WireJob } from './toJobDetail';
import { withTimeout } from './withTimeout';

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;
/** Pages ask for a handful of section sets; a copy of each of the last ones is worth its memory. */
const KEPT_COPIES = 8;

/** What may be over at the next attempt: the network (`fetch` rejects with a TypeError), or a server in trouble. */
const isPassing = (error: unknown) =>
  error instanceof ResponseError ? error.statusCode >= 500 : error instanceof TypeError;

const presetPath = (id: string) => `/presets/${encodeURIComponent(id)}`;

/** @internal */
export interface AgentOsClientOptions {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
  environment: Environment;
}

/**
 * Reads over HTTP by the Backstage fetch API, which adds the token.
 * @internal
 */
export class AgentOsClient implements AgentOsApi {
  private readonly copies = new Map<string, { etag: string; snapshot: SsotSnapshot }>();

  constructor(private readonly options: AgentOsClientOptions) {}

  async getSsot({
    sections,
    signal,
  }: ReadOptions & { sections?: readonly string[] } = {}): Promise<SsotSnapshot> {
    const path = sections
      ? `/ssot?sections=${[...sections].sort().map(encodeURIComponent).join(',')}`
      : '/ssot';
    const copy = this.copies.get(path);
    return this.get(path, { signal, etag: copy?.etag }, async response => {
      if (copy && response.status === 304) return copy.snapshot;
      const snapshot: SsotSnapshot = await response.json();
      this.keep(path, response.headers.get('etag'), snapshot);
      return snapshot;
    });
  }

  getJobs(
    query: JobListQuery,
    { cursor, limit, ...options }: ReadOptions & { cursor?: string; limit?: number } = {},
  ): Promise<JobPage> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...query, cursor, limit })) {
      if (value !== undefined) search.set(name, String(value));
    }
    return this.get(`/jobs?${search}`, options);
  }

  async getJob(id: string, options: ReadOptions = {}): Promise<JobDetail> {
    return toJobDetail(await this.get<WireJob>(`/jobs/${encodeURIComponent(id)}`, options));
  }

  getJobLogs(id: string, options: ReadOptions = {}): Promise<JobLogs> {
    return this.get(`/jobs/${encodeURIComponent(id)}/logs`, options);
  }

  getJobCounts({ instance, ...options }: ReadOptions & { instance?: string } = {}): Promise<JobCounts> {
    return this.get(`/jobs/counts${toSearch({ instance })}`, options);
  }

  async getPresets(options: ReadOptions = {}): Promise<Preset[]> {
    return (await this.get<{ items: Preset[] }>('/presets', options)).items;
  }

  putPreset(id: string, preset: PresetRequest): Promise<Preset> {
    return this.request(presetPath(id), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(preset),
    });
  }

  deletePreset(id: string): Promise<void> {
    return this.request(presetPath(id), { method: 'DELETE' }, async () => {});
  }

  getAnalytics({ keys, ...query }: AnalyticsQuery, options: ReadOptions = {}): Promise<AnalyticsAnswer> {
    return this.get(`/analytics${toSearch({ ...query, key: keys })}`, options);
  }

  getFailures(query: FailureQuery = {}, options: ReadOptions = {}): Promise<FailurePage> {
    return this.get(`/failures${toSearch({ ...query })}`, options);
  }

  getAudit(query: AuditQuery, options: ReadOptions = {}): Promise<AuditPage> {
    return this.get(`/audit${toSearch({ ...query })}`, options);
  }

  getHealthData(options: ReadOptions = {}): Promise<DataHealth> {
    return this.get('/health/data', options);
  }

  getEventsTable(options: ReadOptions = {}): Promise<EventTable> {
    return this.get('/events/table', options);
  }

  private keep(path: string, etag: string | null, snapshot: SsotSnapshot) {
    this.copies.delete(path);
    if (etag) this.copies.set(path, { etag, snapshot });
    if (this.copies.size > KEPT_COPIES) this.copies.delete(Array.from(this.copies.keys())[0]);
  }

  private get<T>(
    path: string,
    { signal, etag }: ReadOptions & { etag?: string },
    read?: (response: Response) => Promise<T>,
  ): Promise<T> {
    return this.request(path, { signal, headers: etag ? { 'If-None-Match': etag } : {} }, read);
  }

  /** For what is safe to repeat. */
  private async request<T>(
    path: string,
    init: Omit<RequestInit, 'signal'> & ReadOptions,
    read: (response: Response) => Promise<T> = response => response.json(),
  ): Promise<T> {
    const { environment } = this.options;
    for (let failures = 1; ; failures++) {
      try {
        return await withTimeout(environment, TIMEOUT_MS, init.signal, signal =>
          this.fetch(path, { ...init, signal }, read),
        );
      } catch (error) {
        if (failures >= ATTEMPTS || !isPassing(error)) throw error;
      }
      await this.pause(fullJitter(failures, environment.random()), init.signal);
    }
  }

  private async fetch<T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl('agentos');
    const response = await this.options.fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok && response.status !== 304) throw await ResponseError.fromResponse(response);
    return read(response);
  }

  private pause(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let cancel = () => {};
      const giveUp = () => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      cancel = this.options.environment.setTimer(() => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      }, delayMs);
    });
  }
}
