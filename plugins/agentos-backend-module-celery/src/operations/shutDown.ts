import { failed, type Outcome, succeeded } from '@agentos-portal/plugin-agentos-node/operations';
import type { OperationAccess } from './OperationAccess';

const LIMIT_MS = 10_000;
const LOOK_MS = 100;

const ENDED = succeeded('it shut down');
const ENDING = succeeded('it takes no further tasks, and shuts down when those it runs have ended');
const GOES_ON = failed('it was told to shut down and goes on');
const NO_WORD: Outcome = {
  outcome: 'failed',
  code: 'UNKNOWN_EFFECT',
  message: 'it did not answer before, and said no word since: it hangs, and may shut down when it goes on',
};

/**
 * Shuts workers down, those alone that are named: without names the request would stop the fleet. It has no answer; that it worked is told
 * by the worker's last word, or by its silence.
 * @param workers - at least one
 * @internal
 */
export async function shutDown(
  workers: readonly string[],
  { control, fleet, clock }: Pick<OperationAccess, 'control' | 'fleet' | 'clock'>,
  signal: AbortSignal,
): Promise<Map<string, Outcome>> {
  const before = await control.call('ping', {}, { destination: workers });
  await control.cast('shutdown', {}, workers);
  const end = clock.monotonic() + LIMIT_MS;
  const open = () => {
    const alive = new Set(fleet.workers());
    return workers.filter(worker => alive.has(worker));
  };
  while (open().length > 0 && clock.monotonic() < end && !signal.aborted) {
    await new Promise<void>(resolve => clock.after(LOOK_MS, resolve));
  }
  const left = open();
  const after = await control.call('ping', {}, { destination: left });
  return new Map(
    workers.map((worker): [string, Outcome] => {
      if (!left.includes(worker)) return [worker, ENDED];
      if (after.replies.has(worker)) return [worker, GOES_ON];
      return [worker, before.replies.has(worker) ? ENDING : NO_WORD];
    }),
  );
}
