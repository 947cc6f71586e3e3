import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type { SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import { fullJitter, type Environment } from '../live';
import type { AgentOsApi, ReadOptions } from './AgentOsApi';
import type { DataHealth } from './DataHealth';
import type { EventTable } from './EventTable';
import type { JobDetail, JobLogs } from './JobDetail';
import { toJobDetail, type WireJob } from './toJobDetail';
import { withTimeout } from './withTimeout';

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;
/** Pages ask for a handful of section sets; a copy of each of the last ones is worth its memory. */
const KEPT_COPIES = 8;

/** What may be over at the next attempt: the network (`fetch` rejects with a TypeError), or a server in trouble. */
const isPassing = (error: unknown) =>
  error instanceof ResponseError ? error.statusCode >= 500 : error instanceof TypeError;

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

  async getJob(id: string, options: ReadOptions = {}): Promise<JobDetail> {
    return toJobDetail(await this.get<WireJob>(`/jobs/${encodeURIComponent(id)}`, options));
  }

  getJobLogs(id: string, options: ReadOptions = {}): Promise<JobLogs> {
    return this.get(`/jobs/${encodeURIComponent(id)}/logs`, options);
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

  private async get<T>(
    path: string,
    options: ReadOptions & { etag?: string },
    read: (response: Response) => Promise<T> = response => response.json(),
  ): Promise<T> {
    const { environment } = this.options;
    for (let failures = 1; ; failures++) {
      try {
        return await withTimeout(environment, TIMEOUT_MS, options.signal, signal =>
          this.fetch(path, { ...options, signal }, read),
        );
      } catch (error) {
        if (failures >= ATTEMPTS || !isPassing(error)) throw error;
      }
      await this.pause(fullJitter(failures, environment.random()), options.signal);
    }
  }

  private async fetch<T>(
    path: string,
    { signal, etag }: ReadOptions & { etag?: string },
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl('agentos');
    const response = await this.options.fetchApi.fetch(`${baseUrl}${path}`, {
      signal,
      headers: etag ? { 'If-None-Match': etag } : {},
    });
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
