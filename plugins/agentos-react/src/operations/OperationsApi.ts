import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  OperationKind,
  OperationPlan,
  OperationSelection,
  OperationSummary,
  OperationTarget,
  OperationThrottle,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import type { ReadOptions } from '../api';

/** Several values are ORed. */
type Values = string | string[];

/**
 * What `GET /jobs` filters by: conditions are ANDed.
 * @public
 */
export interface OperationFilter {
  instance?: Values;
  source?: Values;
  queue?: Values;
  state?: Values;
  name?: Values;
  agent?: Values;
  pipeline?: Values;
  worker?: Values;
  user?: Values;
  /** Created, ISO 8601 in UTC: from this on. */
  from?: string;
  /** Created, ISO 8601 in UTC: before this. */
  to?: string;
  /** A search as a person writes it. */
  q?: string;
}

/**
 * What a person asks for.
 * @public
 */
export interface OperationRequest {
  kind: OperationKind;
  targets: { ids: string[] } | { filter: OperationFilter };
  params?: JsonObject;
  reason?: string;
  throttle?: OperationThrottle;
  /** New for every click, the same for every repeat of it: the server does it once. */
  idempotencyKey: string;
}

/**
 * Targets in the order they were frozen.
 * @public
 */
export interface OperationTargetPage {
  items: OperationTarget[];
  nextCursor: string | null;
}

/** @public */
export type StartedOperation = Pick<OperationSummary, 'operationId' | 'kind' | 'state' | 'counts'> &
  Partial<OperationSelection>;

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
    options: { reason?: string; throttle?: OperationThrottle; idempotencyKey: string },
  ): Promise<StartedOperation>;
  abort(operationId: string): Promise<OperationSummary>;
  /** Nothing more is begun until it is resumed. */
  pause(operationId: string): Promise<OperationSummary>;
  resume(operationId: string): Promise<OperationSummary>;
  /** How fast it goes from now on; undefined = as fast as its sources go. */
  throttle(operationId: string, throttle: OperationThrottle | undefined): Promise<OperationSummary>;
  get(operationId: string, options?: ReadOptions): Promise<OperationSummary>;
  /** The first five hundred targets with this outcome. */
  getTargets(
    operationId: string,
    options?: ReadOptions & { outcome?: OperationTarget['outcome'] },
  ): Promise<OperationTarget[]>;
  /** Fifty targets, or those after them. */
  getTargetPage(
    operationId: string,
    options?: ReadOptions & { outcome?: OperationTarget['outcome']; cursor?: string },
  ): Promise<OperationTargetPage>;
}

/** @public */
export const operationsApiRef = createApiRef<OperationsApi>().with({
  id: 'plugin.agentos.operations',
  pluginId: 'agentos',
});
