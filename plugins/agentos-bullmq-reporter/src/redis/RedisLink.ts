import type { ConnectionOptions } from 'bullmq';
import Redis, { type RedisOptions } from 'ioredis';

/**
 * Where the reporter finds Redis: a URL, or what BullMQ takes as `connection` with ioredis. Of a connection that is open already the
 * options are taken; the connection itself is left alone.
 * @public
 */
export type ReporterConnection = string | ConnectionOptions;

/** Shown by CLIENT LIST. */
const NAME = 'agentos-reporter';
const LIMIT_MS = 3_000;
const RECONNECT_MS = 250;
const RECONNECT_MAX_MS = 5_000;

// Whatever the team set for its own connections, this one waits for nothing, keeps nothing and never holds up the process.
const OWN: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: LIMIT_MS,
  connectTimeout: LIMIT_MS,
  enableReadyCheck: false,
  disableClientInfo: true,
  autoResubscribe: false,
  keyPrefix: '',
  // Of the team's options too; the name is told when it is ready.
  connectionName: undefined,
  // The timer of ioredis would keep the process alive.
  retryStrategy: () => null,
};

/** @throws TypeError when it is no connection that can be used */
function create(connection: ReporterConnection): Redis {
  if (typeof connection === 'string') return new Redis(connection, OWN);
  const given = 'options' in connection ? connection.options : connection;
  if (typeof given !== 'object' || given === null || 'duplicate' in given) {
    throw new TypeError('connection: expected a URL, options of ioredis or a connection of ioredis');
  }
  const { url, ...options } = given as RedisOptions & { url?: string };
  return url === undefined ? new Redis({ ...options, ...OWN }) : new Redis(url, { ...options, ...OWN });
}

/**
 * A connection that connects by itself again and keeps no process alive.
 * @internal
 */
export class RedisLink {
  readonly redis: Redis;
  private attempts = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @throws TypeError when the connection cannot be used */
  constructor(connection: ReporterConnection, onReady: () => void, onError: (error: Error) => void) {
    this.redis = create(connection);
    this.redis.on('error', onError);
    this.redis.on('connect', () => this.redis.stream.unref());
    this.redis.on('ready', () => {
      this.attempts = 0;
      // Not by the option `connectionName`: an end that closes before it has answered that leaves ioredis `ready` without a
      // connection and without a try to connect again.
      this.redis.client('SETNAME', NAME).catch(() => {});
      onReady();
    });
    this.redis.on('end', () => this.reconnect());
    this.connect();
  }

  get isReady(): boolean {
    return this.redis.status === 'ready';
  }

  /** Ends a connection that does not answer; it connects again. */
  renew() {
    this.redis.disconnect();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.redis.disconnect();
  }

  private connect() {
    // Told by the event `error` as well.
    this.redis.connect().catch(() => {});
  }

  private reconnect() {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const delay = Math.min(RECONNECT_MS * 2 ** this.attempts, RECONNECT_MAX_MS);
    this.attempts += 1;
    // Some of it by chance: after an outage all workers of a fleet come back.
    this.timer = setTimeout(() => this.connect(), delay * (0.5 + Math.random() / 2));
    this.timer.unref();
  }
}
