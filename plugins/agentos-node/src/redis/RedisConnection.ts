import { once } from 'node:events';
import Redis, { type RedisOptions } from 'ioredis';
import { RedisFailures } from './RedisFailures';

/**
 * A Redis command: its name, then its arguments.
 * @internal
 */
export type RedisCommand = [name: string, ...args: Array<string | number>];

/** @internal */
export interface RedisConnectionOptions {
  url: string;
  /** Shown by CLIENT LIST. */
  name: string;
  /** How long an answer may take, in ms. */
  limitMs: number;
  /**
   * Sends every command at most once, and none that was given up meanwhile: for writes. When the answer of a write is lost nobody
   * knows whether it was done, and a second one could do it twice.
   */
  atMostOnce?: boolean;
}

const RECONNECT_MS = 100;
const RECONNECT_MAX_MS = 1_000;

/** How every connection comes back. @internal */
export const RECONNECTING: RedisOptions = {
  // Both take commands that a user who may only read is refused; a Redis that loads says so by itself.
  enableReadyCheck: false,
  disableClientInfo: true,
  retryStrategy: attempt => Math.min(RECONNECT_MS * 2 ** (attempt - 1), RECONNECT_MAX_MS),
};

/**
 * A connection that connects by itself again. A command is rejected when its answer takes longer than the limit, whatever
 * state the other end is in; no error holds credentials.
 * @internal
 */
export class RedisConnection {
  private readonly redis: Redis;
  private readonly failures: RedisFailures;
  private readonly limitMs: number;
  private readonly atMostOnce: boolean;

  constructor({ url, name, limitMs, atMostOnce = false }: RedisConnectionOptions) {
    this.failures = new RedisFailures(url, limitMs);
    this.limitMs = limitMs;
    this.atMostOnce = atMostOnce;
    this.redis = new Redis(url, {
      commandTimeout: limitMs,
      connectTimeout: limitMs,
      // Ends a connection whose other end hangs or vanished without a word.
      socketTimeout: limitMs + 500,
      // A read once more after a reconnect does no harm, more often would exceed the limit.
      maxRetriesPerRequest: atMostOnce ? 0 : 1,
      autoResendUnfulfilledCommands: !atMostOnce,
      enableOfflineQueue: !atMostOnce,
      ...RECONNECTING,
    });
    this.redis.on('error', error => this.failures.note(error));
    this.redis.on('ready', () => {
      // Not by the option `connectionName`: an end that closes before it has answered that leaves ioredis `ready` without a
      // connection and without a try to connect again.
      this.redis.client('SETNAME', name).then(
        () => this.failures.answered(),
        (error: Error) => this.failures.answered(error),
      );
    });
  }

  /** Host, port and database number, without credentials. */
  get address(): string {
    return this.failures.address;
  }

  /**
   * The answers of commands sent at once, in order. A key that holds another type than the command reads answers undefined:
   * the engine did not write it.
   * @throws ServiceUnavailableError when Redis does not answer or refuses a command
   */
  async run(commands: RedisCommand[]): Promise<unknown[]> {
    if (commands.length === 0) return [];
    let replies;
    try {
      if (this.atMostOnce) await this.ready();
      // ioredis finds the commands of a pipeline by their methods, which are in lower case.
      const methods = commands.map(([name, ...args]) => [name.toLowerCase(), ...args]);
      replies = (await this.redis.pipeline(methods).exec()) ?? [];
    } catch (error) {
      throw this.failures.describe(error);
    }
    return replies.map(([error, reply]) => {
      if (!error) return reply;
      if (error.message.startsWith('WRONGTYPE')) return undefined;
      throw this.failures.describe(error);
    });
  }

  /**
   * The answer of one command.
   * @throws ServiceUnavailableError when Redis does not answer or refuses it
   */
  async call(...[name, ...args]: RedisCommand): Promise<unknown> {
    try {
      if (this.atMostOnce) await this.ready();
      return await this.redis.call(name, ...args);
    } catch (error) {
      throw this.failures.describe(error);
    }
  }

  close() {
    this.redis.disconnect();
  }

  private async ready(): Promise<void> {
    if (this.redis.status === 'ready') return;
    await once(this.redis, 'ready', { signal: AbortSignal.timeout(this.limitMs) }).catch(() => {
      throw new Error('connection timed out');
    });
  }
}
