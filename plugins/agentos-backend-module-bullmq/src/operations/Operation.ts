import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import type { Outcome } from './outcomes';

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
