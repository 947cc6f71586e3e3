import type { Environment } from '../live';

/**
 * Gives up when it takes too long, or when the caller does.
 * @param signal - of the caller
 * @throws Error named `TimeoutError` after `timeoutMs`; the reason of the signal when the caller gave up
 * @internal
 */
export async function withTimeout<T>(
  environment: Environment,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const giveUp = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp);
  const cancel = environment.setTimer(() => {
    const error = new Error(`No answer within ${timeoutMs / 1000} s`);
    error.name = 'TimeoutError';
    controller.abort(error);
  }, timeoutMs);
  const aborted = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  try {
    // Raced, because not everything that is waited for here listens to the signal.
    return await Promise.race([run(controller.signal), aborted]);
  } finally {
    cancel();
    signal?.removeEventListener('abort', giveUp);
  }
}
