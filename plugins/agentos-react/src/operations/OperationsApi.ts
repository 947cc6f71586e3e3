import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  OperationKind,
  OperationPlan,
  OperationSummary,
  OperationTarget,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import type { ReadOptions } from '../api';

/**
 * What a person asks for.
 * @public
 */
export interface OperationRequest {
  kind: OperationKind;
  targets: { ids: string[] } | { filter: JsonObject };
  params?: JsonObject;
  reason?: string;
  /** New for every click, the same for every repeat of it: the server does it once. */
  idempotencyKey: string;
}

/** @public */
export type StartedOperation = Pick<OperationSummary, 'operationId' | 'kind' | 'state' | 'counts'>;

/**
 * The routes by which people operate the fleet. A request that fails on the network or with a 5xx is repeated under its key;
 * every other status rejects with the `ResponseError` of `@backstage/errors`.
 * @public
 */
export interface OperationsApi {
  start(request: OperationRequest): Promise<StartedOperation>;
  /** Freezes the targets and says what will happen to them; nothing is done. */
  plan(request: OperationRequest): Promise<OperationPlan>;
  startPlan(
    operationId: string,
    options: { reason?: string; idempotencyKey: string },
  ): Promise<StartedOperation>;
  abort(operationId: string): Promise<OperationSummary>;
  get(operationId: string, options?: ReadOptions): Promise<OperationSummary>;
  /** The first five hundred targets with this outcome. */
  getTargets(
    operationId: string,
    options?: ReadOptions & { outcome?: OperationTarget['outcome'] },
  ): Promise<OperationTarget[]>;
}

/** @public */
export const operationsApiRef = createApiRef<OperationsApi>().with({
  id: 'plugin.agentos.operations',
  pluginId: 'agentos',
});
