import type { OperationSummary } from '@agentos-portal/plugin-agentos-common';
import type { Operation } from './OperationStore';

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** An operation as the routes answer it. @internal */
export const summaryOf = (operation: Operation): OperationSummary => ({
  operationId: operation.id,
  kind: operation.kind,
  state: operation.state,
  actor: operation.actor,
  reason: operation.reason ?? null,
  createdAt: new Date(operation.createdAt).toISOString(),
  startedAt: iso(operation.startedAt),
  finishedAt: iso(operation.finishedAt),
  counts: operation.counts,
  paused: operation.paused,
  throttle: operation.throttle ?? null,
});
