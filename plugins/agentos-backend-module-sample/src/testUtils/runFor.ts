import type { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';

/**
 * Lets time pass in steps of 50 ms, each after everything that computes has come to its next pause.
 * @internal
 */
export async function runFor(clock: ManualClock, runs: { settled(): Promise<void> }, ms: number) {
  for (let left = ms; left > 0; left -= 50) {
    await runs.settled();
    clock.advance(Math.min(50, left));
  }
  await runs.settled();
}
