import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { parseTaskMessage, type TaskMessage } from '../message';
import type { UnackedReader } from '../queues/UnackedReader';
import type { CeleryKeys } from '../redis/CeleryKeys';

/** A message of a task and where it lies. @internal */
export interface FoundMessage {
  task: TaskMessage;
  place: 'waiting' | 'unacked';
}

/** Looked at from each end of a list: a task in the midst of a long queue is not searched for. */
const PEEKED = 250;
const QUEUES = 10;

/**
 * Finds the message of a task, as far as that holds up nobody.
 * @internal
 */
export class TaskFinder {
  constructor(
    private readonly options: {
      connection: Pick<RedisConnection, 'run'>;
      keys: CeleryKeys;
      unacked: UnackedReader;
    },
  ) {}

  /**
   * @param queues - where it may wait
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async find(id: string, queues: readonly string[]): Promise<FoundMessage | undefined> {
    const { connection, keys, unacked } = this.options;
    const lists = queues.slice(0, QUEUES).flatMap(queue => keys.queueLists(queue));
    // A message carries its id as it is: only those are decoded that have it.
    const isCandidate = (text: string) => text.includes(JSON.stringify(id));
    const ranges = await connection.run(
      lists.flatMap(key => [
        ['LRANGE', key, -PEEKED, -1],
        ['LRANGE', key, 0, PEEKED - 1],
      ]),
    );
    for (const range of ranges) {
      for (const text of (range as string[] | undefined) ?? []) {
        const task = isCandidate(text) ? parseTaskMessage(text) : undefined;
        if (task?.id === id) return { task, place: 'waiting' };
      }
    }
    const { messages } = await unacked.read();
    const taken = messages.find(({ task }) => task.id === id);
    return taken && { task: taken.task, place: 'unacked' };
  }
}
