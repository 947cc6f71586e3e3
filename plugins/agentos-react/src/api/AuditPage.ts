import type { OperationKind, OperationTarget } from '@agentos-portal/plugin-agentos-common';

/**
 * What `getAudit` asks for; `from` and `to` are ISO 8601, half-open.
 * @public
 */
export interface AuditQuery {
  actor?: string;
  kind?: string;
  /** Row id of the job, queue, worker or what else it was done to. */
  target?: string;
  operationId?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

/**
 * What one operation did to one target, written before it did it.
 * @public
 */
export interface AuditEntry {
  at: string;
  /** Entity ref of the person. */
  actor: string;
  operationId: string;
  kind: OperationKind;
  target: string;
  source: string;
  reason: string | null;
  /** `null` = it has not ended. */
  outcome: OperationTarget['outcome'] | null;
  code: OperationTarget['code'];
  finishedAt: string | null;
  message: string | null;
}

/**
 * The answer of `GET /audit`, the newest first.
 * @public
 */
export interface AuditPage {
  items: AuditEntry[];
  nextCursor: string | null;
}
