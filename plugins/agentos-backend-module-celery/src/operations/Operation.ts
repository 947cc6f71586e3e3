import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { OperateRequest } from '@agentos-portal/plugin-agentos-node';
import type { Outcome } from '@agentos-portal/plugin-agentos-node/operations';

/** What is asked for, beside the targets. @internal */
export type Asked = Pick<OperateRequest, 'operationId' | 'params' | 'reason'>;

/**
 * How one kind of operation is done. Many targets share their requests to workers, so each call takes all of them.
 * @internal
 */
export interface Operation {
  /**
   * One outcome for each target, in order.
   * @param names - task ids, queues or node names
   * @throws ParamError; ServiceUnavailableError when it is unknown what was done
   */
  run(names: readonly string[], asked: Asked, signal: AbortSignal): Promise<Outcome[]>;
  /** See `AgentOsSource.fingerprint`; absent when nothing tells whether it was done. */
  fingerprints?(names: readonly string[]): Promise<Array<string | undefined>>;
}

/** @internal */
export type Operations = Partial<Record<OperationKind, Operation>>;
