import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { ServiceUnavailableError } from '@backstage/errors';
import { Queue } from 'bullmq';
import Redis from 'ioredis';

const CONNECT_LIMIT_MS = 3_000;
/** A script over a thousand jobs takes Redis tens of ms, and 50 wait in line. */
const ANSWER_LIMIT_MS = 10_000;
const RECONNECT_MAX_MS = 1_000;

/** @internal */
export interface CommandConnectionOptions {
  url: string;
  prefix: string;
  /** Shown by CLIENT LIST. */
  name: string;
  /** The Redis in messages, without credentials. */
  address: string;
  clock: Clock;
}

/**
 * The connection that writes, opened when somebody operates for the first time. A command is sent once: when its answer is lost
 * nobody knows whether it was done, and a second one could do it twice.
 * @internal
 */
export class CommandConnection {
  private readonly queues = new Map<string, Queue>();
  private redis: Redis | undefined;
  private connected: Promise<void> | undefined;

  constructor(private readonly options: CommandConnectionOptions) {}

  /**
   * A queue to operate on. It is left unstamped: the version in its `meta` key stays that of its owner.
   * @throws ServiceUnavailableError when Redis is away
   */
  async queue(name: string): Promise<Queue> {
    const connection = await this.ready();
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection, prefix: this.options.prefix, skipMetasUpdate: true });
    queue.on('error', () => {});
    this.queues.set(name, queue);
    try {
      await queue.waitUntilReady();
    } catch (error) {
      // It would answer with this error for ever.
      this.queues.delete(name);
      throw error;
    }
    return queue;
  }

  /** @throws ServiceUnavailableError when Redis is away */
  async ready(): Promise<Redis> {
    this.redis ??= this.connect();
    const { redis } = this;
    if (redis.status !== 'ready') {
      this.connected ??= this.waitFor(redis).finally(() => {
        this.connected = undefined;
      });
      await this.connected;
    }
    return redis;
  }

  close() {
    this.redis?.disconnect();
    this.redis = undefined;
    this.queues.clear();
  }

  private async waitFor(redis: Redis) {
    const { clock, address } = this.options;
    let cancel = () => {};
    let onReady = () => {};
    const ready = new Promise<void>((resolve, reject) => {
      onReady = resolve;
      cancel = clock.after(CONNECT_LIMIT_MS, () =>
        reject(new ServiceUnavailableError(`Redis at ${address}: not connected`)),
      );
      redis.once('ready', onReady);
    });
    await ready.finally(() => {
      cancel();
      redis.off('ready', onReady);
    });
  }

  private connect() {
    const { url, name } = this.options;
    const redis = new Redis(url, {
      connectionName: name,
      connectTimeout: CONNECT_LIMIT_MS,
      commandTimeout: ANSWER_LIMIT_MS,
      socketTimeout: ANSWER_LIMIT_MS + 500,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
      disableClientInfo: true,
      retryStrategy: attempt => Math.min(100 * 2 ** (attempt - 1), RECONNECT_MAX_MS),
    });
    redis.on('error', () => {});
    return redis;
  }
}
