import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef, useState } from 'react';
import type { OperationKind, OperationPlan, OperationThrottle } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { expectationsApiRef } from '../expectations/Expectations';
import { dockedOperationsApiRef } from './DockedOperations';
import { operationsApiRef, type OperationRequest } from './OperationsApi';

/**
 * What is asked for, before its targets are frozen.
 * @public
 */
export interface BulkRequest {
  kind: OperationKind;
  targets: OperationRequest['targets'];
  params?: JsonObject;
}

/** @public */
export interface BulkOperation {
  phase: 'planning' | 'confirming' | 'starting' | 'started' | 'failed';
  plan?: OperationPlan;
  error?: Error;
  /** Freezes the targets, also anew. */
  propose: (request: BulkRequest) => void;
  /** Does what was frozen; from then on it is among the docked operations. */
  confirm: (options: { reason?: string; throttle?: OperationThrottle }) => void;
}

interface State {
  phase: BulkOperation['phase'];
  plan?: OperationPlan;
  error?: Error;
}

/**
 * An operation on some jobs or on all that a filter finds: first a plan of frozen targets, then exactly that.
 * @public
 */
export function useBulkOperation(): BulkOperation {
  const api = useApi(operationsApiRef);
  const expectations = useApi(expectationsApiRef);
  const docked = useApi(dockedOperationsApiRef);
  const [state, setState] = useState<State>({ phase: 'planning' });
  const planned = useRef<BulkRequest>();
  const turn = useRef(0);

  const propose = useCallback(
    (request: BulkRequest) => {
      turn.current += 1;
      const mine = turn.current;
      planned.current = request;
      setState({ phase: 'planning' });
      // Only the last plan asked for counts.
      const say = (next: State) => mine === turn.current && setState(next);
      api.plan({ ...request, idempotencyKey: crypto.randomUUID() }).then(
        plan => say({ phase: 'confirming', plan }),
        (error: Error) => say({ phase: 'failed', error }),
      );
    },
    [api],
  );

  const { plan } = state;
  const confirm = useCallback<BulkOperation['confirm']>(
    options => {
      if (!plan || !planned.current) return;
      const { kind, params, targets } = planned.current;
      setState({ phase: 'starting', plan });
      expectations
        // What a filter finds is more than rows are shown of: they tell by themselves.
        .during({ kind, params, ids: 'ids' in targets ? targets.ids : [] }, () =>
          api.startPlan(plan.operationId, { ...options, idempotencyKey: crypto.randomUUID() }),
        )
        .then(
          ({ operationId }) => {
            docked.add(operationId);
            setState({ phase: 'started', plan });
          },
          (error: Error) => setState({ phase: 'confirming', plan, error }),
        );
    },
    [api, docked, expectations, plan],
  );

  return { ...state, propose, confirm };
}
