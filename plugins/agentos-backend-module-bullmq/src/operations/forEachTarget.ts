import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import { failed, hasNoAnswer, NOT_BEGUN, type Outcome } from '@agentos-portal/plugin-agentos-node/operations';

/** Targets under way at the same time: their commands share round trips, and Redis serves others in between. */
const CONCURRENCY = 50;

/**
 * Does something to each target, some at a time. Targets not begun when the signal aborts are skipped.
 * @throws the first error after which it is unknown what was done, when no target is under way any more
 * @internal
 */
export async function forEachTarget(
  ids: readonly string[],
  signal: AbortSignal,
  act: (id: string) => Promise<Outcome>,
): Promise<TargetOutcome[]> {
  const outcomes: TargetOutcome[] = [];
  let next = 0;
  let lost: { error: unknown } | undefined;
  const work = async () => {
    while (next < ids.length && !lost) {
      const index = next;
      next += 1;
      const id = ids[index];
      try {
        outcomes[index] = { ...(signal.aborted ? NOT_BEGUN : await act(id)), id };
      } catch (error) {
        if (hasNoAnswer(error)) lost ??= { error };
        else outcomes[index] = { ...failed((error as Error).message), id };
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  if (lost) throw lost.error;
  return outcomes;
}
