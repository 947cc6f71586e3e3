import { useCallback, useState } from 'react';
import { useAnalytics, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type {
  OperationKind,
  OperationPlan,
  OperationSummary,
  OperationTarget,
  OperationThrottle,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { agentosQueryClientApiRef } from '../data';
import { expectationsApiRef } from '../expectations/Expectations';
import { isEnded, operationQueries } from './operationQueries';
import { operationsApiRef, type OperationRequest } from './OperationsApi';

/**
 * Where an operation stands in the eyes of the person who asked for it.
 * @public
 */
export type OperationPhase = 'idle' | 'planning' | 'confirming' | 'starting' | 'running' | 'done' | 'failed';

/** @public */
export interface OperationHandle {
  /** What was asked for: it stays while the page around it already offers something else. */
  kind: OperationKind;
  phase: OperationPhase;
  /** What will happen, while it waits to be confirmed. */
  plan?: OperationPlan;
  summary?: OperationSummary;
  /** The first targets that were not done, with the reason. */
  refused: OperationTarget[];
  error?: Error;
  /** Does it at once. */
  start(params?: JsonObject, reason?: string): void;
  /** Freezes the targets and asks to confirm. */
  propose(params?: JsonObject): void;
  confirm(reason: string | undefined, throttle?: OperationThrottle): void;
  abort(): void;
  pause(): void;
  resume(): void;
  /** Back to idle. */
  dismiss(): void;
}

interface State {
  phase: OperationPhase;
  kind?: OperationKind;
  id?: string;
  plan?: OperationPlan;
  /** What the plan froze. */
  planned?: Pick<OperationRequest, 'params'> & { ids: readonly string[] };
  error?: Error;
}

/**
 * One operation on some targets: plan, confirm, progress, outcome.
 * @public
 */
export function useOperation(kind: OperationKind, ids: readonly string[]): OperationHandle {
  const api = useApi(operationsApiRef);
  const expectations = useApi(expectationsApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const analytics = useAnalytics();
  const [state, setState] = useState<State>({ phase: 'idle' });
  const { id } = state;
  const isRunning = state.phase === 'running';

  const queries = operationQueries(api);
  const { data: summary } = useQuery({ ...queries.summary(id!), enabled: isRunning }, client);
  const { data: refused = [] } = useQuery(
    {
      ...queries.refused(id!),
      enabled: isEnded(summary) && summary!.counts.failed + summary!.counts.skipped > 0,
    },
    client,
  );

  const run = useCallback(
    (phase: OperationPhase, work: () => Promise<State>) => {
      // What was planned is confirmed as it was planned.
      setState(before => ({
        ...before,
        kind: before.phase === 'confirming' ? before.kind : kind,
        phase,
        error: undefined,
      }));
      const next = (then: State) => setState(({ kind: begun }) => ({ kind: begun, ...then }));
      if (phase === 'starting') analytics.captureEvent('operate', kind);
      work().then(next, (error: Error) => next({ phase: 'failed', error }));
    },
    [kind, analytics],
  );

  const control = (act: (operationId: string) => Promise<OperationSummary>) => {
    if (!id) return;
    act.call(api, id).then(
      changed => client.setQueryData(queries.summary(id).queryKey, changed),
      (error: Error) => setState(before => ({ ...before, error })),
    );
  };

  const request = (params: JsonObject | undefined) => ({
    kind,
    targets: { ids: [...ids] },
    params,
    idempotencyKey: crypto.randomUUID(),
  });

  return {
    kind: state.kind ?? kind,
    phase: isRunning && isEnded(summary) ? 'done' : state.phase,
    plan: state.plan,
    summary,
    refused,
    error: state.error,
    start: (params, reason) =>
      run('starting', async () => {
        const { operationId } = await expectations.during({ kind, ids, params }, () =>
          api.start({ ...request(params), reason }),
        );
        return { phase: 'running', id: operationId };
      }),
    propose: params =>
      run('planning', async () => {
        const plan = await api.plan(request(params));
        return { phase: 'confirming', plan, id: plan.operationId, planned: { ids, params } };
      }),
    confirm: (reason, throttle) =>
      run('starting', async () => {
        await expectations.during({ kind: state.kind ?? kind, ...state.planned! }, () =>
          api.startPlan(id!, { reason, throttle, idempotencyKey: crypto.randomUUID() }),
        );
        return { phase: 'running', id };
      }),
    abort: () => control(api.abort),
    pause: () => control(api.pause),
    resume: () => control(api.resume),
    dismiss: () => setState({ phase: 'idle' }),
  };
}
