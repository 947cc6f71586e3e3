import type { Clock } from '@agentos-portal/plugin-agentos-node';

/**
 * Waits on the injected clock.
 * @throws the signal's reason when it is aborted
 * @internal
 */
export function clockPause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const over = new AbortController();
    const cancel = clock.after(ms, () => {
      over.abort();
      resolve();
    });
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true, signal: over.signal });
  });
}
