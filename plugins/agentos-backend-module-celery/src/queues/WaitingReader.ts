import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import { parseTaskMessage, type TaskMessage } from '../message';
import type { CeleryKeys } from '../redis/CeleryKeys';

/** The messages of one queue that run next. @internal */
export interface WaitingMessages {
  queue: string;
  tasks: TaskMessage[];
  /** The one that waits longest, of each list. */
  oldest: string[];
  /** False where there are more than are read. */
  isWhole: boolean;
}

const PEEKED = 25;

const countOf = (length: unknown) => toCount(length) ?? 0;

/**
 * Looks at the messages that workers take next, without taking them.
 * @internal
 */
export class WaitingReader {
  constructor(
    private readonly connection: Pick<RedisConnection, 'run'>,
    private readonly keys: CeleryKeys,
  ) {}

  /** @throws ServiceUnavailableError when Redis does not answer */
  async read(queues: readonly string[]): Promise<WaitingMessages[]> {
    const lists = queues.flatMap(queue => this.keys.queueLists(queue).map(key => ({ queue, key })));
    const lengths = await this.connection.run(lists.map(({ key }) => ['LLEN', key]));
    const filled = lists.filter((_, index) => countOf(lengths[index]) > 0);
    const ranges = await this.connection.run(filled.map(({ key }) => ['LRANGE', key, -PEEKED, -1]));
    const found = new Map(
      queues.map((queue): [string, WaitingMessages] => [
        queue,
        { queue, tasks: [], oldest: [], isWhole: true },
      ]),
    );
    lists.forEach(({ queue }, index) => {
      if (countOf(lengths[index]) > PEEKED) found.get(queue)!.isWhole = false;
    });
    filled.forEach(({ queue }, index) => {
      const messages = found.get(queue)!;
      const texts = (ranges[index] as string[] | undefined) ?? [];
      // The end of the list runs next.
      const tasks = texts.toReversed().flatMap(text => parseTaskMessage(text) ?? []);
      messages.tasks.push(...tasks);
      if (tasks.length > 0) messages.oldest.push(tasks[0].id);
    });
    return Array.from(found.values());
  }
}
