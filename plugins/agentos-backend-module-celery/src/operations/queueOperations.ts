import {
  failed,
  GONE,
  type Outcome,
  skipped,
  succeeded,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { Refusals } from './Consumption';
import type { ConsumerHolds } from './ConsumerHolds';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import { waitingIds } from './WaitingMessages';

/** How long what was emptied can be brought back. */
const KEPT_SECONDS = 24 * 3_600;
/** Of one list: of so many tasks it is told that they will not run. */
const MAX_TOLD = 10_000;

// The last mark says by whom it was emptied: the same one never empties twice. Lists keep their order.
const EMPTY = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return -1 end
local moved = 0
local half = (#KEYS - 1) / 2
for i = 2, half + 1 do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    moved = moved + redis.call('LLEN', KEYS[i])
    redis.call('RENAME', KEYS[i], KEYS[i + half])
    redis.call('EXPIRE', KEYS[i + half], ARGV[2])
  end
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return moved`;

const said = (refusals: Refusals) =>
  Array.from(refusals, ([worker, error]) => `${worker}: ${error}`).join('; ');

const workersOf = (count: number) => (count === 1 ? '1 worker' : `${count} workers`);

/**
 * What can be done to a queue as a whole. Celery cannot pause one: its workers are told to take nothing from it.
 * @internal
 */
export function queueOperations(access: OperationAccess, holds: ConsumerHolds): Operations {
  const { keys, connection, commands, fleet } = access;

  const onEach =
    (act: (queue: string, operationId: string) => Promise<Outcome>): Operation['run'] =>
    async (queues, { operationId }) => {
      const known = new Set(fleet.queues());
      const outcomes: Outcome[] = [];
      for (const queue of queues) outcomes.push(known.has(queue) ? await act(queue, operationId) : GONE);
      return outcomes;
    };

  const isPaused: Operation['fingerprints'] = async queues =>
    queues.map(queue => (holds.isPaused(queue) ? 'paused' : 'running'));

  async function pause(queue: string): Promise<Outcome> {
    if (holds.isPaused(queue)) return skipped('STATE_CHANGED', 'it is paused already');
    const { refusals, workers } = await holds.pause(queue);
    if (refusals.size > 0) return failed(`not all workers stopped taking from it: ${said(refusals)}`);
    return succeeded(
      `${workersOf(workers)} stopped taking from it; those that come take nothing from it either`,
    );
  }

  async function resume(queue: string): Promise<Outcome> {
    if (!holds.isPaused(queue)) return skipped('STATE_CHANGED', 'it was not paused here');
    const { refusals, workers } = await holds.resume(queue);
    if (refusals.size > 0) return failed(`not all workers take from it again: ${said(refusals)}`);
    return workers === 0
      ? succeeded('no worker that took from it lives: those that come take from it')
      : succeeded(`${workersOf(workers)} take from it again`);
  }

  async function empty(queue: string, operationId: string): Promise<Outcome> {
    const lists = keys.queueLists(queue);
    const held = lists.map((_, step) => keys.own(`emptied.${operationId}.${step}.${queue}`));
    const script = [EMPTY, 1 + 2 * lists.length, keys.own(`emptied.${queue}`), ...lists, ...held];
    const moved = Number(await commands.call('EVAL', ...script, operationId, KEPT_SECONDS));
    for (const list of held) {
      const ids = await waitingIds(connection, list, MAX_TOLD);
      if (ids.length > 0) fleet.cancelled(ids, 'its queue was emptied');
    }
    const count = moved < 0 ? 'its messages were' : `${moved} messages were`;
    return succeeded(
      moved === 0 ? 'no message waited' : `${count} moved to ${held.join(', ')}, and are deleted in 24 h`,
    );
  }

  return {
    'queue.pause': { run: onEach(pause), fingerprints: isPaused },
    'queue.resume': { run: onEach(resume), fingerprints: isPaused },
    'queue.empty': {
      run: onEach(empty),
      fingerprints: async queues => {
        const marks = await commands.run(queues.map(queue => ['GET', keys.own(`emptied.${queue}`)]));
        return marks.map(mark => (typeof mark === 'string' ? mark : 'never emptied'));
      },
    },
  };
}
