import { once } from 'node:events';
import { ServiceUnavailableError } from '@backstage/errors';
import Redis from 'ioredis';

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

// What ioredis says when it gives up says nothing about why.
const SILENT =
  /max retries per request|connection is closed|connection close|isn't writeable|timed out|timeout/i;

const NOT_SIGNED_IN = /^NOAUTH/;

/**
 * A connection that connects by itself again. A command is rejected when its answer takes longer than the limit, whatever
 * state the other end is in; no error holds credentials.
 * @internal
 */
export class RedisConnection {
  private readonly redis: Redis;
  private readonly secrets: string[];
  private readonly limitMs: number;
  private readonly atMostOnce: boolean;
  private lastError: Error | undefined;
  /** Host, port and database number, without credentials. */
  readonly address: string;

  constructor({ url, name, limitMs, atMostOnce = false }: RedisConnectionOptions) {
    const { host, port, pathname, username, password } = new URL(url);
    const database = pathname.length > 1 ? ` database ${pathname.slice(1)}` : '';
    this.address = `${host}${port ? '' : ':6379'}${database}`;
    this.secrets = [username, password, decodeURIComponent(password)];
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
      // Both take commands that a user who may only read is refused; a Redis that loads says so by itself.
      enableReadyCheck: false,
      disableClientInfo: true,
      retryStrategy: attempt => Math.min(RECONNECT_MS * 2 ** (attempt - 1), RECONNECT_MAX_MS),
    });
    this.redis.on('error', error => {
      this.lastError = error;
    });
    this.redis.on('ready', () => {
      // Not by the option `connectionName`: an end that closes before it has answered that leaves ioredis `ready` without a
      // connection and without a try to connect again.
      this.redis.client('SETNAME', name).then(
        () => this.answered(),
        (error: Error) => this.answered(error),
      );
    });
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
      throw this.failure(error);
    }
    return replies.map(([error, reply]) => {
      if (!error) return reply;
      if (error.message.startsWith('WRONGTYPE')) return undefined;
      throw this.failure(error);
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
      throw this.failure(error);
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

  /** Redis answered, were it with a refusal: what was wrong before is over, unless it is the password. */
  private answered(refusal?: Error) {
    if (refusal === undefined || (refusal.name === 'ReplyError' && !NOT_SIGNED_IN.test(refusal.message))) {
      this.lastError = undefined;
    }
  }

  // The errors of ioredis carry the command with its arguments, which for AUTH is the password: only their text is passed on.
  private failure(error: unknown): Error {
    const { message: told } = error as Error;
    // That nobody signed in says less than why.
    const messages = NOT_SIGNED_IN.test(told)
      ? [this.lastError?.message, told]
      : [told, this.lastError?.message];
    let message =
      messages.find(text => text !== undefined && !SILENT.test(text)) ??
      `no answer within ${this.limitMs} ms`;
    for (const secret of this.secrets) {
      if (secret !== '') message = message.replaceAll(secret, '***');
    }
    return new ServiceUnavailableError(`Redis at ${this.address}: ${message}`);
  }
}
