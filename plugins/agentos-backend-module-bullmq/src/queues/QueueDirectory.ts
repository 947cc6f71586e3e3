import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';

const KEYS_PER_SCAN = 1_000;
const RETRY_SECONDS = 5;

/** @internal */
export interface QueueDirectoryOptions {
  connection: RedisConnection;
  keys: QueueKeys;
  /** Names from the configuration; undefined: they are discovered. */
  queues: readonly string[] | undefined;
  discoverySeconds: number;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Which queues there are. Without names from the configuration it looks for them with SCAN, rarely and in small steps, as that
 * walks over every key of the database; a queue that workers wait for is noticed at once.
 * @internal
 */
export class QueueDirectory {
  private queues: Set<string>;
  private noticed: ReadonlySet<string> = new Set();
  private cancel = () => {};
  private stopped = false;

  constructor(private readonly options: QueueDirectoryOptions) {
    this.queues = new Set(options.queues);
  }

  names(): readonly string[] {
    return Array.from(this.queues);
  }

  has(queue: string): boolean {
    return this.queues.has(queue);
  }

  /** The queues that workers wait for now. */
  notice(queues: Iterable<string>) {
    if (this.options.queues) return;
    this.noticed = new Set(queues);
    for (const queue of this.noticed) this.queues.add(queue);
  }

  /** Resolves after the first search; the next ones follow by themselves. */
  async start(): Promise<void> {
    if (!this.options.queues) await this.discover();
  }

  stop() {
    this.stopped = true;
    this.cancel();
  }

  private async discover(): Promise<void> {
    const { clock, discoverySeconds, logger } = this.options;
    let pauseSeconds = discoverySeconds;
    try {
      await this.scan();
    } catch (error) {
      if (!this.stopped) logger.debug('Queues were not discovered', error as Error);
      pauseSeconds = Math.min(RETRY_SECONDS, discoverySeconds);
    }
    if (this.stopped) return;
    this.cancel = clock.after(pauseSeconds * 1_000, () => this.discover());
  }

  private async scan() {
    const { connection, keys } = this.options;
    const found = new Set<string>();
    let cursor = '0';
    do {
      const [next, page] = (await connection.call(
        'SCAN',
        cursor,
        'MATCH',
        keys.metaPattern,
        'COUNT',
        KEYS_PER_SCAN,
      )) as [string, string[]];
      for (const key of page) {
        const queue = keys.queueOfMeta(key);
        if (queue === undefined) continue;
        found.add(queue);
        this.queues.add(queue);
      }
      cursor = next;
    } while (cursor !== '0' && !this.stopped);
    // What a whole search did not find is gone, unless workers wait for it.
    if (!this.stopped) this.queues = new Set([...found, ...this.noticed]);
  }
}
