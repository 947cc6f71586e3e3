import type { ControlClient } from '../control';

/** For workers that are named: only those that hang take as long. */
export const NAMED_LIMIT_MS = 5_000;
/** For all workers: one that hangs must not hold up many targets. */
const ALL_LIMIT_MS = 2_000;

/** What operations need of remote control. @internal */
export type Control = Pick<ControlClient, 'call' | 'cast'>;

/** Gives busy workers more time than looking around takes: a person waits for the answer, and it is the last word. @internal */
export const patient = (control: ControlClient): Control => ({
  call: (method, args, options) =>
    control.call(method, args, {
      limitMs: options?.destination ? NAMED_LIMIT_MS : ALL_LIMIT_MS,
      ...options,
    }),
  cast: (method, args, destination) => control.cast(method, args, destination),
});
