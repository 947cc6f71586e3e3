import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { Outcome } from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';

/**
 * How one kind of operation is done.
 * @internal
 */
export interface Operation {
  /**
   * Does it to one target.
   * @throws ParamError, or what bullmq says; ServiceUnavailableError when it is unknown whether it was done
   */
  run(id: string, params: JsonObject, signal: AbortSignal, reason?: string): Promise<Outcome>;
  /** See `AgentOsSource.fingerprint`; absent when nothing in Redis tells whether it was done. */
  fingerprints?(ids: string[]): Promise<Array<string | undefined>>;
}

/** @internal */
export type Operations = Partial<Record<OperationKind, Operation>>;
