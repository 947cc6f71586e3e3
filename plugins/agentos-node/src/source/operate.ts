import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';

/**
 * One kind of operation over a chunk of targets.
 * @public
 */
export interface OperateRequest {
  operationId: string;
  kind: OperationKind;
  /** Row ids, at most 1,000. */
  targets: string[];
  params: JsonObject;
  /** Entity ref of the person. */
  actor: string;
  reason?: string;
}

/**
 * Why a target was not done.
 * @public
 */
export type OutcomeCode =
  | 'NOT_CAPABLE'
  | 'RUNNING'
  | 'GONE'
  | 'STATE_CHANGED'
  | 'NO_EXACT_ARGS'
  | 'UNKNOWN_EFFECT'
  | 'BLOCKED';

/**
 * What became of one target.
 * @public
 */
export interface TargetOutcome {
  id: string;
  outcome: 'succeeded' | 'failed' | 'skipped';
  code?: OutcomeCode;
  message?: string;
  /** Row id of the job that a retry or create made. */
  newJobId?: string;
}
