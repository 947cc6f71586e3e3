import { rowId } from '@agentos-portal/plugin-agentos-common';
import {
  failed,
  NOT_BEGUN,
  type Outcome,
  ParamError,
  skipped,
  succeeded,
  textOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { KnownTask } from './FleetView';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import { checkNames } from './RegisteredTasks';
import { findInWorkers } from './RunningTasks';
import { newTaskId, SentOnce } from './SentOnce';
import { originOf, precedingIds, repeatOf } from './TaskOrigins';
import { argumentsOf } from './taskParams';
import { readResults, type TaskResult } from './TaskResults';
import { tellSent } from './tellSent';
import { unackedIds } from './unackedIds';

const RETRIABLE = ['failed', 'cancelled', 'lost'];
const RUNS = ['processing', 'retrying'];

const RUNNING = skipped('RUNNING', 'it runs');
const COMES_BACK = skipped(
  'BLOCKED',
  'its message is not acknowledged: Redis gives it to another worker after the visibility timeout, and it would run twice',
);
const NEVER_BEGAN = skipped(
  'BLOCKED',
  'it never began, as the task before it in its chain did not complete: run that one again, and this one follows',
);
const NOTHING_KNOWN = skipped('GONE', 'nothing is known of it any more, neither a result nor an event');
const NO_ARGUMENTS = skipped(
  'NO_EXACT_ARGS',
  'no source tells its arguments exactly: give them as params.args {"args": […], "kwargs": {…}}',
);
const NO_NAME = failed('the name of its task is not known: give params.name');
const NO_QUEUE = failed('its queue is not known: give params.queue');
const LEFT_OUT = 'sent without what may follow it in a chain: its message was never seen';

// An end that is kept is the last word; what runs, or was lost, has none.
const ENDS = ['completed', 'failed', 'cancelled'];

function stateOf(known: KnownTask | undefined, result: TaskResult | undefined) {
  return result && ENDS.includes(result.state) ? result.state : (known?.state ?? result?.state);
}

/**
 * Running again. Celery has no such command: a task is sent anew, under another id.
 * @internal
 */
export function retryOperations(access: OperationAccess): Operations {
  const { sourceId, keys, commands, control, fleet, archive, results: backend } = access;
  const once = new SentOnce(keys, commands);

  const operation = (isEdit: boolean): Operation => ({
    async run(ids, { operationId, params }, signal) {
      const edited = argumentsOf(params);
      if (isEdit && !edited)
        return ids.map(() => failed('params.args: expected {"args": […], "kwargs": {…}}'));
      const given = { name: textOf(params, 'name'), queue: textOf(params, 'queue') };
      if (given.queue !== undefined && !Array.from(fleet.queues()).includes(given.queue)) {
        throw new ParamError(`params.queue: no queue '${given.queue}' is known`);
      }
      const results = await readResults(backend, [...ids, ...precedingIds(ids, archive)]);
      const isRefused = await checkNames(control);
      const { places } = await findInWorkers(control, ids);
      const unacked = ids.some(id => fleet.task(id)?.state === 'lost') ? await unackedIds(access) : undefined;

      async function retry(id: string): Promise<Outcome> {
        const known = fleet.task(id);
        const state = stateOf(known, results.get(id));
        const origin = { ...originOf(id, { known, archive, results }) };
        const name = given.name ?? origin.name;
        const queue = given.queue ?? origin.queue;
        if (places.has(id) || (state && RUNS.includes(state))) return RUNNING;
        // Who gives everything by hand needs to know nothing.
        if (!state && !(edited && given.name && given.queue)) return NOTHING_KNOWN;
        if (state && !RETRIABLE.includes(state)) return skipped('STATE_CHANGED', `it is ${state}`);
        if (unacked?.has(id)) return COMES_BACK;
        if (origin.neverBegan) return NEVER_BEGAN;
        if (!name) return NO_NAME;
        if (!queue) return NO_QUEUE;
        const newId = newTaskId(operationId, id);
        const message = repeatOf(id, newId, { ...origin, name, queue }, edited);
        if (!message) return NO_ARGUMENTS;
        const refusal = isRefused(name);
        if (refusal) return refusal;
        const list = keys.priorityList(queue, origin.priority);
        const sentId = await once.send(id, newId, list, message);
        if (sentId !== newId) {
          return skipped('STATE_CHANGED', `it was sent again already, as ${sentId}: see to that one`);
        }
        fleet.repeated(newId, id);
        await tellSent(access, message, queue);
        return {
          ...succeeded(origin.knowsFollowers ? undefined : LEFT_OUT),
          newJobId: rowId(sourceId, newId),
        };
      }

      const outcomes: Outcome[] = [];
      for (const id of ids) outcomes.push(signal.aborted ? NOT_BEGUN : await retry(id));
      return outcomes;
    },
    fingerprints: async ids => (await once.sent(ids)).map(sent => sent ?? 'not sent'),
  });

  return { 'job.retry': operation(false), 'job.editAndRetry': operation(true) };
}
