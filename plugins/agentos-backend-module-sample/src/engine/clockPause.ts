import type { Clock } from '@agentos-portal/plugin-agentos-node';

/**
 * Waits on the injected clock.
 * @throws the signal's reason when it is aborted
 * @internal
 */
export function clockPause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = (settle: () => void) => {
      cancel();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => end(() => reject(signal.reason));
    const cancel = clock.after(ms, () => end(resolve));
    signal.addEventListener('abort', abort);
  });
}
