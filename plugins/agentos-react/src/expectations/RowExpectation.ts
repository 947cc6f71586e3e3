import type { OperationKind, OutcomeCode } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';

/**
 * Why something asked for was not done to a row.
 * @public
 */
export interface Refusal {
  kind: OperationKind;
  /** Undefined when the request itself was refused. */
  code?: OutcomeCode;
  message: string;
}

/**
 * What was asked of a row. `asked`: under way; `done`: its source did it, and the row has yet to say so; `refused`: it was not done.
 * @public
 */
export interface RowExpectation {
  /** Number of the operation in this tab. */
  operation: number;
  kind: OperationKind;
  params?: JsonObject;
  phase: 'asked' | 'done' | 'refused';
  refusal?: Refusal;
}
