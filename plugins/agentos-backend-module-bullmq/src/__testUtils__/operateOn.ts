import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import type { JsonObject } from '@backstage/types';
import type { BullmqSource } from '../BullmqSource';

/** Asks a source to operate as the engine does; one outcome for each target. */
export async function operateOn(
  source: BullmqSource,
  kind: OperationKind,
  targets: string[],
  {
    params = {},
    signal = new AbortController().signal,
    reason,
  }: { params?: JsonObject; signal?: AbortSignal; reason?: string } = {},
): Promise<TargetOutcome[]> {
  return source.operate(
    { operationId: 'op-1', kind, targets, params, actor: 'user:default/guest', reason },
    { signal },
  );
}

/** What became of each target: its code, else its outcome. */
export const wordsOf = (outcomes: TargetOutcome[]): string[] =>
  outcomes.map(({ code, outcome }) => code ?? outcome);
