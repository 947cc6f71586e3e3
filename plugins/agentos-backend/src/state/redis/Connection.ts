import { isEnding } from '@agentos-portal/plugin-agentos-node/redis';
import { ServiceUnavailableError } from '@backstage/errors';
import { Redis } from 'ioredis';
import type { Outage } from './Outage';

/** @internal */
export interface ConnectionOptions {
  url: string;
  /** Shown by CLIENT LIST. */
  name: string;
  /** How long an answer may take, in ms. */
  limitMs: number;
  outage: Outage;
}

const RECONNECT_MS = 50;
const RECONNECT_MAX_MS = 1_000;
const DISCONNECT_MS = 100;

/**
 * A connection that connects by itself again. While Redis is away a command fails at once: whoever asked knows better
 * what to do than a queue that grows. No command is ever sent twice.
 * @internal
 */
export class Connection {
  private readonly redis: Redis;
  private readonly attempted: Promise<void>;
  private closed = false;
  private reason: string | undefined;

  constructor(private readonly options: ConnectionOptions) {
    const { url, name, limitMs, outage } = options;
    this.redis = new Redis(url, {
      lazyConnect: true,
      commandTimeout: limitMs,
      connectTimeout: limitMs,
      // Ends a connection whose other end hangs or vanished without a word.
      socketTimeout: limitMs + 500,
      // An end that hangs would otherwise keep its connection, and whoever waits on it, for 2 s after close().
      disconnectTimeout: DISCONNECT_MS,
      enableOfflineQueue: false,
      // Commands without an answer fail when the connection ends, instead of being sent again.
      maxRetriesPerRequest: 0,
      // Both take commands that a user with few rights is refused; a Redis that loads says so by itself.
      enableReadyCheck: false,
      disableClientInfo: true,
      retryStrategy: attempt => Math.min(RECONNECT_MS * 2 ** (attempt - 1), RECONNECT_MAX_MS),
    });
    this.redis.on('error', error => {
      // Told when commands fail with the connection: it says nothing about why that ended.
      if (error.name === 'MaxRetriesPerRequestError') return;
      if (this.reason === undefined || !isEnding(error)) this.reason = reasonOf(error);
    });
    this.redis.on('close', () => {
      if (this.closed) return;
      outage.begin(this, `Redis of agentos.store.url is away: ${this.reason ?? 'it closed the connection'}`);
    });
    // Also where the password is refused the connection is ready for a moment: only an answer shows that Redis is back.
    this.redis.on('ready', () => {
      // Not by the option `connectionName`: an end that closes before it has answered that leaves ioredis `ready` without a connection
      // and without a try to connect again.
      this.redis.client('SETNAME', name).catch(() => {});
      this.run('answer', redis => redis.ping()).catch(() => {});
    });
    this.attempted = this.redis.connect().catch(() => {});
  }

  /**
   * @param what - completes "the store cannot …"
   * @throws ServiceUnavailableError when Redis does not answer or refuses
   */
  async run<T>(what: string, call: (redis: Redis) => Promise<T>): Promise<T> {
    // Only the first attempt is waited for: whoever asks at start is not to be told that nothing is connected yet.
    await this.attempted;
    try {
      const answer = await call(this.redis);
      this.reason = undefined;
      this.options.outage.end(this);
      return answer;
    } catch (error) {
      throw new ServiceUnavailableError(
        `The store cannot ${what}: Redis of agentos.store.url: ${this.explain(error as Error)}`,
      );
    }
  }

  close() {
    this.closed = true;
    this.options.outage.forget(this);
    this.redis.disconnect();
  }

  private explain(error: Error) {
    if (this.closed) return 'the connection was closed';
    if (error.name === 'ReplyError') return error.message;
    if (error.message === 'Command timed out') return `no answer within ${this.options.limitMs} ms`;
    // What ioredis says when it is not connected says nothing about why.
    return this.reason ?? 'no connection';
  }
}

// The errors of ioredis carry commands with their arguments, which for AUTH is the password, and those of sockets may carry parts
// of a URL that was parsed otherwise than meant: only a code or a reply is passed on.
function reasonOf(error: NodeJS.ErrnoException) {
  return error.code ?? error.message;
}
