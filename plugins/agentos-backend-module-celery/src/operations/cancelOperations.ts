import { GONE, type Outcome, skipped, succeeded } from '@agentos-portal/plugin-agentos-node/operations';
import { parseTaskMessage } from '../message';
import type { Asked, Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import type { RevokeLedger } from './RevokeLedger';
import { findInWorkers } from './RunningTasks';
import { SentOnce } from './SentOnce';
import { readResults } from './TaskResults';
import { RUNS, signalOf, terminate } from './Termination';
import { findWaiting } from './WaitingMessages';

// One that was lost may come back from the un-acknowledged.
const ENDS = ['completed', 'failed', 'cancelled'];
const TAKEN_OUT = succeeded('taken out of its queue before it ran');
const FLAGGED = succeeded('workers were told to throw it away');
const NOT_HEARD = succeeded('no worker listens now: those that come are told to throw it away');

/**
 * Cancelling: what waits is taken out of its list, what a worker has is revoked, and what runs is ended only when somebody says so.
 * @internal
 */
export function cancelOperations(access: OperationAccess, ledger: RevokeLedger): Operations {
  const { keys, commands, control, fleet, archive, results: backend, clock } = access;
  const once = new SentOnce(keys, commands);

  /** Those that have ended, or of which nobody knows where they could be. */
  async function refusals(ids: readonly string[]): Promise<Map<string, Outcome>> {
    const results = await readResults(backend, ids);
    return new Map(
      ids.flatMap((id): Array<[string, Outcome]> => {
        const ended = [results.get(id)?.state, fleet.task(id)?.state].find(
          state => state && ENDS.includes(state),
        );
        return ended ? [[id, skipped('STATE_CHANGED', `it is ${ended}`)]] : [];
      }),
    );
  }

  /** Takes out of their lists those that wait there. */
  async function takeOut(ids: readonly string[], reason: string): Promise<Set<string>> {
    const queues = ids.map(id => fleet.task(id)?.queue);
    const places = queues.includes(undefined) ? fleet.queues() : new Set(queues as string[]);
    const waiting = await findWaiting(access, new Set(ids), places);
    const taken = new Set<string>();
    for (const [id, { list, raw }] of waiting) {
      if (!(await once.take(id, list, raw))) continue;
      taken.add(id);
      // Nothing else tells its name any more.
      const task = parseTaskMessage(raw);
      if (task) archive.keep(task);
    }
    fleet.cancelled(Array.from(taken), reason);
    return taken;
  }

  /** Revokes what waits in workers, or on the way between a list and a worker. */
  async function revoke(ids: readonly string[], outcomes: Map<string, Outcome>) {
    if (ids.length === 0) return;
    await ledger.add(ids);
    const { listeners } = await control.call('revoke', { task_id: Array.from(ids), terminate: false });
    // A flag stops no task that began meanwhile.
    const { places } = await findInWorkers(control, ids);
    const flagged = listeners === 0 ? NOT_HEARD : FLAGGED;
    for (const id of ids) outcomes.set(id, places.get(id)?.state === 'active' ? RUNS : flagged);
  }

  async function cancel(ids: readonly string[], { params, reason }: Asked): Promise<Outcome[]> {
    const signal = signalOf(params);
    const outcomes = await refusals(ids);
    const open = () => ids.filter(id => !outcomes.has(id));
    const why = reason ? `cancelled: ${reason}` : 'cancelled before it ran';
    for (const id of await takeOut(open(), why)) outcomes.set(id, TAKEN_OUT);
    const { places } = await findInWorkers(control, open());
    const flagged: string[] = [];
    const active = new Map<string, string[]>();
    for (const id of open()) {
      const place = places.get(id);
      if (place?.state === 'active') {
        if (params.terminate !== true) outcomes.set(id, RUNS);
        else active.set(place.worker, [...(active.get(place.worker) ?? []), id]);
      } else if (place || fleet.task(id)) {
        flagged.push(id);
      } else {
        outcomes.set(id, GONE);
      }
    }
    await revoke(flagged, outcomes);
    for (const [worker, running] of active) {
      const ended = await terminate(running, worker, { control, clock, signal });
      running.forEach((id, index) => outcomes.set(id, ended[index]));
    }
    return ids.map(id => outcomes.get(id)!);
  }

  async function remove(ids: readonly string[], { reason }: Asked): Promise<Outcome[]> {
    const taken = await takeOut(ids, reason ? `removed: ${reason}` : 'removed before it ran');
    const rest = ids.filter(id => !taken.has(id));
    const { places } = await findInWorkers(control, rest);
    return ids.map(id => {
      if (taken.has(id)) return TAKEN_OUT;
      const place = places.get(id);
      if (place?.state === 'active') return skipped('RUNNING', 'it runs');
      if (place) return skipped('STATE_CHANGED', `${place.worker} has it: cancel it`);
      const known = fleet.task(id);
      return known
        ? skipped(
            'STATE_CHANGED',
            `it is ${known.state}, and waits in no queue: results expire by themselves`,
          )
        : GONE;
    });
  }

  // Revoking twice changes nothing: only that a message was taken out must not be lost.
  const fingerprints: Operation['fingerprints'] = async ids =>
    (await once.taken(ids)).map(taken => (taken ? 'taken out' : 'not taken out'));

  return {
    'job.cancel': { run: cancel, fingerprints },
    'job.remove': { run: remove, fingerprints },
  };
}
