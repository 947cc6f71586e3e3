import type { Clock, JobPage, JobQuery } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { InputError } from '@backstage/errors';
import { parseTaskMessage, type TaskMessage } from '../message';
import { seenMessage } from '../queues/messageFacts';
import type { QueueDirectory } from '../queues/QueueDirectory';
import type { UnackedReader } from '../queues/UnackedReader';
import type { CeleryKeys } from '../redis/CeleryKeys';
import { searchedArguments } from '../tasks/searchedArguments';
import { type TaskFacts, withMessage } from '../tasks/TaskFacts';
import type { TaskModel } from '../tasks/TaskModel';
import { taskRow } from '../tasks/taskRow';
import { type TaskView, viewTask } from '../tasks/TaskView';

/** @internal */
export interface TaskPagesOptions {
  sourceId: string;
  connection: Pick<RedisConnection, 'run'>;
  keys: CeleryKeys;
  clock: Clock;
  tasks: TaskModel;
  unacked: UnackedReader;
  directory: QueueDirectory;
  /** Whether arguments are told as well. */
  readsArguments: boolean;
}

/** How far a listing got: a list and the index within; after the lists what workers took, then what the model has. */
interface Cursor {
  key: string;
  start: number;
}

const UNACKED = '#unacked';
const KNOWN = '#known';

const encode = ({ key, start }: Cursor) => Buffer.from(JSON.stringify([key, start])).toString('base64url');

function decode(text: string): Cursor {
  try {
    const [key, start] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof key === 'string' && Number.isSafeInteger(start) && start >= 0) return { key, start };
  } catch {
    // Told below.
  }
  throw new InputError('cursor: expected the nextCursor of an earlier page');
}

/**
 * Pages through all tasks that there are. Lists are read from the end where messages are put in, and before what was taken from them: what
 * moves meanwhile may come twice, and is not missed.
 * @internal
 */
export class TaskPages {
  constructor(private readonly options: TaskPagesOptions) {}

  /**
   * @returns up to `limit` tasks; fewer, even none, do not mean that there are no more
   * @throws InputError when the cursor is none
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read({ queue, states, cursor, limit }: JobQuery): Promise<JobPage> {
    const { keys, directory } = this.options;
    const queues = directory.names().filter(name => queue === undefined || name === queue);
    const places = [...queues.flatMap(name => keys.queueLists(name)), UNACKED, KNOWN];
    const from = cursor === undefined ? { key: places[0], start: 0 } : decode(cursor);
    let index = places.indexOf(from.key);
    // A queue that is gone meanwhile: what it had is among what was taken.
    if (index < 0) index = places.indexOf(UNACKED);
    let { start } = from;
    for (;;) {
      const { tasks, count } = await this.page(places[index], start, limit);
      const isFull = count === limit;
      const next = isFull
        ? { key: places[index], start: start + limit }
        : { key: places[index + 1], start: 0 };
      const found = tasks.filter(
        ({ row }) =>
          (queue === undefined || row.queue === queue) && (!states || states.includes(String(row.state))),
      );
      const items = found.map(({ row }) => row);
      const args = new Map(
        found.flatMap(({ row, args: given }) => (given ? [[row.id, given] as const] : [])),
      );
      const nextCursor = next.key === undefined ? undefined : encode(next);
      // Empty lists are passed over, so that a page is not empty for them.
      if (items.length > 0 || isFull || nextCursor === undefined) return { items, nextCursor, args };
      index += 1;
      start = 0;
    }
  }

  private async page(key: string, start: number, limit: number) {
    const { connection, unacked, tasks, clock } = this.options;
    const at = clock.now();
    if (key === KNOWN) {
      const known = [...tasks.underWay(), ...tasks.recent()].slice(start, start + limit);
      return { tasks: known.map(({ facts, view }) => this.task(facts, view)), count: known.length };
    }
    if (key === UNACKED) {
      const messages = (await unacked.read()).messages.slice(start, start + limit);
      return { tasks: messages.map(({ task }) => this.sent(task, 'unacked', at)), count: messages.length };
    }
    const [reply] = await connection.run([['LRANGE', key, start, start + limit - 1]]);
    const texts = (reply as string[] | undefined) ?? [];
    const waiting = texts.flatMap(text => {
      const task = parseTaskMessage(text);
      return task ? [this.sent(task, 'waiting', at)] : [];
    });
    return { tasks: waiting, count: texts.length };
  }

  private sent(task: TaskMessage, place: 'waiting' | 'unacked', at: number) {
    const facts = this.options.tasks.get(task.id)?.facts ?? { id: task.id };
    const seen = withMessage(facts, seenMessage(task, place, at));
    return this.task(seen, viewTask(seen));
  }

  private task(facts: TaskFacts, view: TaskView) {
    const { sourceId, readsArguments } = this.options;
    return {
      row: taskRow(sourceId, facts, view),
      args: readsArguments ? searchedArguments(facts) : undefined,
    };
  }
}
