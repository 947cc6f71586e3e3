import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type {
  OperationKind,
  OperationPlan,
  OperationSummary,
  OperationTarget,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { agentosQueryClientApiRef, centralDataApiRef } from '../data';
import { operationsApiRef } from './OperationsApi';

/** Without a live event for this long while it runs, the operation is asked for. */
const ASK_AFTER_MS = 3000;

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
  summary?: Pick<OperationSummary, 'counts' | 'state'>;
  /** The first targets that were not done, with the reason. */
  refused: OperationTarget[];
  error?: Error;
  /** Does it at once. */
  start(params?: JsonObject, reason?: string): void;
  /** Freezes the targets and asks to confirm. */
  propose(params?: JsonObject): void;
  confirm(reason: string | undefined): void;
  abort(): void;
  /** Back to idle. */
  dismiss(): void;
}

interface State {
  phase: OperationPhase;
  kind?: OperationKind;
  id?: string;
  plan?: OperationPlan;
  error?: Error;
}

const isEnded = (summary: Pick<OperationSummary, 'state'> | undefined) =>
  summary?.state === 'completed' || summary?.state === 'aborted';

/**
 * One operation on some targets: plan, confirm, progress, outcome.
 * @public
 */
export function useOperation(kind: OperationKind, ids: readonly string[]): OperationHandle {
  const api = useApi(operationsApiRef);
  const data = useApi(centralDataApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const [state, setState] = useState<State>({ phase: 'idle' });
  const { id } = state;
  const isRunning = state.phase === 'running';

  const { data: summary } = useQuery(
    {
      queryKey: ['agentos', 'operation', id],
      queryFn: ({ signal }) => api.get(id!, { signal }),
      enabled: isRunning,
      refetchInterval: query => (isEnded(query.state.data) ? false : ASK_AFTER_MS),
    },
    client,
  );
  const { data: refused = [] } = useQuery(
    {
      queryKey: ['agentos', 'operation', id, 'refused'],
      queryFn: async ({ signal }) => [
        ...(await api.getTargets(id!, { signal, outcome: 'failed' })),
        ...(await api.getTargets(id!, { signal, outcome: 'skipped' })),
      ],
      enabled: isEnded(summary) && summary!.counts.failed + summary!.counts.skipped > 0,
    },
    client,
  );

  // The own room tells of every step; the query only asks when it is silent.
  useEffect(() => {
    if (!isRunning) return undefined;
    let seen: string | undefined;
    return data.subscribeEvents([], () => {
      const step = data.getEvents().events.find(event => event.data.operationId === id);
      if (!step || step.id === seen) return;
      seen = step.id;
      client.invalidateQueries({ queryKey: ['agentos', 'operation', id], exact: true });
    });
  }, [client, data, id, isRunning]);

  const run = useCallback(
    (phase: OperationPhase, work: () => Promise<State>) => {
      setState(before => ({ kind, ...before, phase, error: undefined }));
      const next = (then: State) => setState(({ kind: begun }) => ({ kind: begun, ...then }));
      work().then(next, (error: Error) => next({ phase: 'failed', error }));
    },
    [kind],
  );

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
        const { operationId } = await api.start({ ...request(params), reason });
        return { phase: 'running', id: operationId };
      }),
    propose: params =>
      run('planning', async () => {
        const plan = await api.plan(request(params));
        return { phase: 'confirming', plan, id: plan.operationId };
      }),
    confirm: reason =>
      run('starting', async () => {
        await api.startPlan(id!, { reason, idempotencyKey: crypto.randomUUID() });
        return { phase: 'running', id };
      }),
    abort: () => {
      if (id) api.abort(id).catch((error: Error) => setState(before => ({ ...before, error })));
    },
    dismiss: () => setState({ phase: 'idle' }),
  };
}
