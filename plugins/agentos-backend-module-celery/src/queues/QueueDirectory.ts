import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CeleryKeys } from '../redis/CeleryKeys';

const KEYS_PER_SCAN = 1_000;
const RETRY_SECONDS = 5;
/** Queues of one broker; names come from messages, which anybody may send. */
const QUEUES = 1_000;
const NAME_LENGTH = 250;

/** @internal */
export interface QueueDirectoryOptions {
  connection: Pick<RedisConnection, 'call' | 'run'>;
  keys: CeleryKeys;
  /** Names from the configuration. */
  queues: readonly string[];
  discoverySeconds: number;
  /** Queues that workers consume now. */
  consumed: () => Iterable<string>;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Which queues there are. An empty queue has no key, so their names come from the configuration, from workers, from messages, and from
 * the bindings that Celery leaves. These are searched for with SCAN, rarely, as that walks over every key of the database.
 * @internal
 */
export class QueueDirectory {
  private bound: ReadonlySet<string> = new Set();
  private readonly told = new Set<string>();
  private cancel = () => {};
  private stopped = false;

  constructor(private readonly options: QueueDirectoryOptions) {}

  names(): string[] {
    const { queues, consumed } = this.options;
    const all = new Set([...queues, ...consumed(), ...this.bound, ...this.told]);
    return Array.from(all).slice(0, QUEUES);
  }

  has(queue: string): boolean {
    return this.names().includes(queue);
  }

  /** A message was sent to it. */
  notice(queue: string) {
    if (this.told.size < QUEUES && queue.length <= NAME_LENGTH) this.told.add(queue);
  }

  /** Resolves after the first search; the next ones follow by themselves. */
  async start(): Promise<void> {
    const { clock, discoverySeconds, logger } = this.options;
    let pauseSeconds = discoverySeconds;
    try {
      this.bound = await this.search();
    } catch (error) {
      if (!this.stopped) logger.debug('Queues were not discovered', error as Error);
      pauseSeconds = Math.min(RETRY_SECONDS, discoverySeconds);
    }
    if (!this.stopped) this.cancel = clock.after(pauseSeconds * 1_000, () => this.start());
  }

  stop() {
    this.stopped = true;
    this.cancel();
  }

  private async search(): Promise<Set<string>> {
    const { connection, keys } = this.options;
    const bindings = new Set<string>();
    let cursor = '0';
    do {
      const [next, page] = (await connection.call(
        'SCAN',
        cursor,
        'MATCH',
        keys.bindingPattern,
        'COUNT',
        KEYS_PER_SCAN,
      )) as [string, string[]];
      for (const key of page) if (keys.exchangeOfBinding(key) !== undefined) bindings.add(key);
      cursor = next;
    } while (cursor !== '0' && !this.stopped);
    const members = await connection.run(Array.from(bindings).map(key => ['SMEMBERS', key]));
    return new Set(
      members
        .flatMap(list => (list as string[] | undefined) ?? [])
        .flatMap(member => keys.parseBinding(member) ?? [])
        // Of a broadcast every worker has a queue of its own, which it empties by itself.
        .flatMap(({ queue }) => (queue.startsWith('bcast.') ? [] : [queue])),
    );
  }
}
