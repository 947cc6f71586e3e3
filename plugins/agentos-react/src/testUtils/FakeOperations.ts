import type { OperationPlan, OperationSummary, OperationTarget } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi } from '../api';
import type { OperationsApi } from '../operations';

const NONE = { total: 1, pending: 0, succeeded: 0, failed: 0, skipped: 0 };

/**
 * The operation routes of a server that does what the test says; operations are `op1`, `op2` and so on. What it was asked is kept.
 * @public
 */
export class FakeOperations implements OperationsApi {
  /** Routes that were asked with what, in order. */
  readonly asked: Array<[route: string, body: unknown]> = [];
  /** Answers of the routes that begin something; replaced by a test that wants a refusal. */
  begin: () => Promise<void> = async () => {};
  /** What a plan says beside the number of its targets. */
  planned: Partial<OperationPlan> = {};
  private summary: OperationSummary = {
    operationId: 'op1',
    kind: 'job.retry',
    state: 'running',
    actor: 'user:default/ada',
    reason: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    counts: NONE,
    paused: false,
    throttle: null,
  };
  private refused: OperationTarget[] = [];
  private count = 0;

  /** Says how far it is; it goes on. */
  progress(counts: Partial<OperationSummary['counts']>) {
    this.summary = { ...this.summary, counts: { ...NONE, ...counts } };
    return this;
  }

  /** Says how it ended from now on; without it an operation goes on. */
  end(counts: Partial<OperationSummary['counts']>, refused: Array<Partial<OperationTarget>> = []) {
    this.summary = { ...this.summary, state: 'completed', counts: { ...NONE, ...counts } };
    this.refused = refused.map(target => ({
      id: '',
      outcome: 'skipped',
      code: null,
      message: null,
      newJobId: null,
      ...target,
    }));
    return this;
  }

  readonly start: OperationsApi['start'] = request => this.take('start', request, this.nextId());

  readonly plan: OperationsApi['plan'] = async request => {
    this.asked.push(['plan', request]);
    const operationId = this.nextId();
    const total = 'ids' in request.targets ? request.targets.ids.length : 0;
    return {
      operationId,
      state: 'planned',
      counts: { ...NONE, total, pending: total },
      breakdown: { owner: {}, instance: {}, queue: {}, state: {}, objective: {} },
      blocked: [],
      expiresAt: '2026-01-01T00:15:00.000Z',
      ...this.planned,
    };
  };

  readonly startPlan: OperationsApi['startPlan'] = (id, options) =>
    this.take('startPlan', { id, ...options }, id);

  readonly abort: OperationsApi['abort'] = async () => ({ ...this.summary, state: 'aborted' });

  readonly pause: OperationsApi['pause'] = id => this.control('pause', id, { paused: true });

  readonly resume: OperationsApi['resume'] = id => this.control('resume', id, { paused: false });

  readonly throttle: OperationsApi['throttle'] = (id, throttle = undefined) =>
    this.control('throttle', id, { throttle: throttle ?? null });

  readonly get: OperationsApi['get'] = async operationId => ({ ...this.summary, operationId });

  readonly getTargets: OperationsApi['getTargets'] = async (_, options) =>
    this.refused.filter(({ outcome }) => outcome === options?.outcome);

  readonly getTargetPage: OperationsApi['getTargetPage'] = async (_, options) => ({
    items: this.refused.filter(({ outcome }) => !options?.outcome || outcome === options.outcome),
    nextCursor: null,
  });

  private nextId() {
    this.count += 1;
    return `op${this.count}`;
  }

  private async control(route: string, operationId: string, change: Partial<OperationSummary>) {
    this.asked.push([route, { id: operationId, ...change }]);
    this.summary = { ...this.summary, ...change };
    return { ...this.summary, operationId };
  }

  private async take(route: string, body: unknown, operationId: string) {
    this.asked.push([route, body]);
    await this.begin();
    return { ...this.summary, operationId };
  }
}

/**
 * Answers of `/health/data` of sources that can do these kinds.
 * @public
 */
export const capable = (
  kinds: string[],
  sources: string[] = ['sample', 'bull'],
): Pick<AgentOsApi, 'getHealthData'> => {
  const source = { capabilities: kinds.map(kind => ({ kind, capable: true })) };
  return {
    getHealthData: async () => ({ sources: Object.fromEntries(sources.map(id => [id, source])) }) as never,
  };
};
