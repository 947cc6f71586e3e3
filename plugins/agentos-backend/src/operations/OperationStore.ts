import type { OperationKind, OperationState, OutcomeCode } from '@agentos-portal/plugin-agentos-common';
import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import type { JsonObject } from '@backstage/types';

/**
 * An operation as it is kept. Times are ms since epoch.
 * @internal
 */
export interface Operation {
  id: string;
  kind: OperationKind;
  state: OperationState;
  actor: string;
  reason: string | undefined;
  params: JsonObject;
  /** Targets begun in a second at most. */
  throttle: { perSecond: number } | undefined;
  /** Nothing is begun until a person resumes it. */
  paused: boolean;
  abortRequested: boolean;
  counts: { total: number; pending: number; succeeded: number; failed: number; skipped: number };
  createdAt: number;
  expiresAt: number | undefined;
  startedAt: number | undefined;
  finishedAt: number | undefined;
}

/**
 * A target, frozen. `attempting` = its audit row is written and its effect may have happened.
 * @internal
 */
export interface StoredTarget {
  position: number;
  id: string;
  source: string;
  outcome: 'pending' | 'attempting' | 'succeeded' | 'failed' | 'skipped';
  fingerprint: string | undefined;
  code: OutcomeCode | undefined;
  message: string | undefined;
  newJobId: string | undefined;
}

/**
 * What conditions of permissions look at. @internal
 */
export interface TargetScope {
  /** A target that it is true of. */
  id: string;
  owner: string | undefined;
  instance: string;
  queue: string | undefined;
}

/** What a person does to an operation that is under way. @internal */
export interface ControlAct {
  kind: 'operation.abort' | 'operation.pause' | 'operation.resume' | 'operation.throttle';
  actor: string;
  /** Of `operation.throttle`; undefined = none from now on. */
  throttle?: Operation['throttle'];
}

/** A row of the audit trail. @internal */
export interface AuditRow {
  id: number;
  at: number;
  actor: string;
  operationId: string;
  kind: string;
  target: string;
  source: string;
  reason: string | undefined;
  outcome: string | undefined;
  code: string | undefined;
  finishedAt: number | undefined;
  message: string | undefined;
}

/** What `GET /audit` filters by; `from` and `to` are ms since epoch, half-open. @internal */
export interface AuditQuery {
  actor?: string;
  kind?: string;
  target?: string;
  operationId?: string;
  from?: number;
  to?: number;
  /** Rows with a smaller id than this, newest first. */
  before?: number;
  limit: number;
}

/** An answer given under an idempotency key. @internal */
export interface KeyedAnswer {
  bodyHash: string;
  status: number;
  answer: string;
}

/**
 * Operations, their targets, keys and the audit trail.
 * @internal
 */
export interface OperationStore {
  /** The answer given under a key within 24 h. */
  answerOf(actor: string, key: string): Promise<KeyedAnswer | undefined>;

  /** Keeps an operation with its targets and the answer under its key, all or nothing. @throws ConflictError when the key is taken */
  create(
    operation: Operation,
    targets: Array<TargetScope & { source: string }>,
    keyed: KeyedAnswer & { key: string },
  ): Promise<void>;

  /**
   * Turns a plan into work. Without a throttle the plan's is kept.
   * @returns false when it is not planned any more or has expired
   */
  start(
    id: string,
    given: Pick<Operation, 'reason' | 'throttle'>,
    keyed: KeyedAnswer & { key: string; actor: string },
  ): Promise<boolean>;

  get(id: string): Promise<Operation | undefined>;
  list(query: { state?: string; actor?: string; before?: number; limit: number }): Promise<Operation[]>;
  targets(id: string, query: { outcome?: string; after: number; limit: number }): Promise<StoredTarget[]>;
  /** What its targets were when they were frozen, each combination once. */
  scopes(id: string): Promise<TargetScope[]>;
  /** Operations that are pending or running, but for those that only wait to be resumed. */
  open(): Promise<Operation[]>;
  /**
   * Does it together with its row in the audit: under an id of its own, with the operation as target.
   * @returns false when the operation is so already, or has ended; nothing is recorded then
   */
  control(operation: Operation, act: ControlAct): Promise<boolean>;

  /** The next targets to be done, in order. */
  pending(id: string, limit: number): Promise<StoredTarget[]>;
  /** Targets whose attempt was recorded and whose outcome was not. */
  attempting(id: string): Promise<StoredTarget[]>;
  /** Records attempts and their audit rows in one transaction: before the effect. */
  attempt(
    operation: Operation,
    targets: Array<StoredTarget & { fingerprint: string | undefined }>,
  ): Promise<void>;
  /** Records outcomes in targets, audit and counts in one transaction. */
  settle(operation: Operation, outcomes: TargetOutcome[]): Promise<void>;
  /** Skips all that is pending, with audit rows. */
  abortRest(operation: Operation): Promise<void>;
  setState(id: string, state: OperationState): Promise<void>;

  audit(query: AuditQuery): Promise<AuditRow[]>;
}
