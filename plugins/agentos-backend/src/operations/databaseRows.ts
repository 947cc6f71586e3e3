import type { AuditRow, Operation, StoredTarget } from './OperationStore';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the database driver gives them */

const optional = <T>(value: T | null): T | undefined => value ?? undefined;
// PostgreSQL answers big integers as text.
const time = (value: unknown) => (value === null || value === undefined ? undefined : Number(value));

/** @internal */
export const rowOf = (operation: Operation) => ({
  id: operation.id,
  kind: operation.kind,
  state: operation.state,
  actor: operation.actor,
  reason: operation.reason ?? null,
  params: JSON.stringify(operation.params),
  abort_requested: operation.abortRequested,
  paused: operation.paused,
  per_second: operation.throttle?.perSecond ?? null,
  total: operation.counts.total,
  created_at: operation.createdAt,
  expires_at: operation.expiresAt ?? null,
});

/** @internal */
export const operationOf = (row: any): Operation => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  actor: row.actor,
  reason: optional(row.reason),
  params: JSON.parse(row.params),
  throttle: row.per_second === null ? undefined : { perSecond: row.per_second },
  paused: Boolean(row.paused),
  abortRequested: Boolean(row.abort_requested),
  counts: {
    total: row.total,
    pending: row.total - row.succeeded - row.failed - row.skipped,
    succeeded: row.succeeded,
    failed: row.failed,
    skipped: row.skipped,
  },
  createdAt: Number(row.created_at),
  expiresAt: time(row.expires_at),
  startedAt: time(row.started_at),
  finishedAt: time(row.finished_at),
});

/** @internal */
export const targetOf = (row: any): StoredTarget => ({
  position: row.position,
  id: row.target,
  source: row.source,
  outcome: row.outcome,
  fingerprint: optional(row.fingerprint),
  code: optional(row.code),
  message: optional(row.message),
  newJobId: optional(row.new_job_id),
});

/** @internal */
export const auditRowOf = (row: any): AuditRow => ({
  id: row.id,
  at: Number(row.at),
  actor: row.actor,
  operationId: row.operation_id,
  kind: row.kind,
  target: row.target,
  source: row.source,
  reason: optional(row.reason),
  outcome: optional(row.outcome),
  code: optional(row.code),
  finishedAt: time(row.finished_at),
  message: optional(row.message),
});
