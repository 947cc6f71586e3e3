import { setTimeout as delay } from 'node:timers/promises';

/**
 * The pause of an {@link AgentContext} on the clock of this machine.
 *
 * @returns a function that waits `ms` and rejects with the signal's reason when
 * it is aborted
 * @public
 */
export function createPause(signal: AbortSignal): (ms: number) => Promise<void> {
  return async ms => {
    signal.throwIfAborted();
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      // The timer's own AbortError hides who cancelled, and why.
      signal.throwIfAborted();
      throw error;
    }
  };
}
