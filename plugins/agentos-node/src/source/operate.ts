import type { OperationKind, OutcomeCode } from '@agentos-portal/plugin-agentos-common';
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
