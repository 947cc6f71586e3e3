import type { Clock } from '@agentos-portal/plugin-agentos-node';
import {
  failed,
  type Outcome,
  ParamError,
  skipped,
  succeeded,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import { errorOf } from '../control';
import { findInWorkers } from './RunningTasks';
import type { Control } from './patient';

const SIGNALS = ['SIGTERM', 'SIGKILL', 'SIGQUIT', 'SIGUSR1'];
const LOOKS = 8;
const LOOK_MS = 250;

const UNANSWERED: Outcome = {
  outcome: 'failed',
  code: 'UNKNOWN_EFFECT',
  message: 'its worker did not answer: it is unknown whether the task was ended',
};
const STILL_RUNS = failed(
  'it still runs: its pool cannot end a task (only prefork can), or its process ignores the signal; params.signal SIGKILL cannot be ignored',
);

/** How a running task is to be ended. @throws ParamError @internal */
export function signalOf(params: JsonObject): string {
  const { signal = 'SIGTERM' } = params;
  const known = SIGNALS.find(name => name === signal);
  if (!known) throw new ParamError(`params.signal: expected one of ${SIGNALS.join(', ')}`);
  return known;
}

/**
 * Ends tasks that a worker runs. It is a signal to a process of its pool, so only what the worker says afterwards tells whether it worked.
 * @internal
 */
export async function terminate(
  ids: readonly string[],
  worker: string,
  options: { control: Control; clock: Clock; signal: string },
): Promise<Outcome[]> {
  const { control, clock, signal } = options;
  const destination = [worker];
  const { replies, missing } = await control.call(
    'revoke',
    { task_id: Array.from(ids), terminate: true, signal },
    { destination },
  );
  if (missing.length > 0) return ids.map(() => UNANSWERED);
  const error = errorOf(replies.get(worker));
  if (error) return ids.map(() => failed(`its worker refused: ${error}`));
  let running = new Set(ids);
  for (let look = 0; look < LOOKS && running.size > 0; look += 1) {
    if (look > 0) await new Promise<void>(resolve => clock.after(LOOK_MS, resolve));
    const { places } = await findInWorkers(control, Array.from(running), destination);
    running = new Set(Array.from(places).flatMap(([id, { state }]) => (state === 'active' ? [id] : [])));
  }
  return ids.map(id => (running.has(id) ? STILL_RUNS : succeeded(`ended on ${worker} by ${signal}`)));
}

/** It runs, and nobody said that it may be ended. @internal */
export const RUNS = skipped('RUNNING', 'it runs: cancel it with params.terminate');
