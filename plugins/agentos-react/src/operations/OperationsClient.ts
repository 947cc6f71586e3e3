import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  OperationPlan,
  OperationSummary,
  OperationTarget,
  OperationThrottle,
} from '@agentos-portal/plugin-agentos-common';
import type { ReadOptions } from '../api';
import { fullJitter, type Environment } from '../live';
import type { OperationRequest, OperationsApi, OperationTargetPage, StartedOperation } from './OperationsApi';

const ATTEMPTS = 4;

/** What may be over at the next attempt: the network, or a server in trouble. */
const isPassing = (error: unknown) =>
  error instanceof ResponseError ? error.statusCode >= 500 : error instanceof TypeError;

/**
 * Operates over HTTP by the Backstage fetch API, which adds the token.
 * @internal
 */
export class OperationsClient implements OperationsApi {
  constructor(
    private readonly options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi; environment: Environment },
  ) {}

  start(request: OperationRequest): Promise<StartedOperation> {
    return this.send('/operations', request);
  }

  plan(request: OperationRequest): Promise<OperationPlan> {
    return this.send('/operations', { ...request, dryRun: true });
  }

  startPlan(
    id: string,
    body: { reason?: string; throttle?: OperationThrottle; idempotencyKey: string },
  ): Promise<StartedOperation> {
    return this.send(`/operations/${id}/start`, body);
  }

  abort(id: string): Promise<OperationSummary> {
    return this.send(`/operations/${id}/abort`, {});
  }

  pause(id: string): Promise<OperationSummary> {
    return this.send(`/operations/${id}/pause`, {});
  }

  resume(id: string): Promise<OperationSummary> {
    return this.send(`/operations/${id}/resume`, {});
  }

  throttle(id: string, throttle: OperationThrottle | undefined): Promise<OperationSummary> {
    return this.send(`/operations/${id}/throttle`, { throttle: throttle ?? null });
  }

  get(id: string, { signal }: ReadOptions = {}): Promise<OperationSummary> {
    return this.request(`/operations/${id}`, { signal });
  }

  async getTargets(
    id: string,
    { signal, outcome }: ReadOptions & { outcome?: OperationTarget['outcome'] } = {},
  ) {
    const filter = outcome ? `&outcome=${outcome}` : '';
    const { items } = await this.request<{ items: OperationTarget[] }>(
      `/operations/${id}/targets?limit=500${filter}`,
      { signal },
    );
    return items;
  }

  getTargetPage(
    id: string,
    { signal, ...query }: ReadOptions & { outcome?: OperationTarget['outcome']; cursor?: string } = {},
  ): Promise<OperationTargetPage> {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined));
    return this.request(`/operations/${id}/targets?${search}`, { signal });
  }

  /** Safe to repeat: starts carry their key, and a control that is repeated changes nothing. */
  private async send<T>(path: string, body: object): Promise<T> {
    const { environment } = this.options;
    for (let failures = 1; ; failures++) {
      try {
        return await this.request(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
      } catch (error) {
        if (failures >= ATTEMPTS || !isPassing(error)) throw error;
      }
      await new Promise<void>(resolve => {
        environment.setTimer(resolve, fullJitter(failures, environment.random()));
      });
    }
  }

  private async request<T>(path: string, init: RequestInit): Promise<T> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl('agentos');
    const response = await this.options.fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
