import Redis from 'ioredis';
import type { Clock } from '../source';
import { RECONNECTING } from './RedisConnection';
import { RedisFailures } from './RedisFailures';

/** @internal */
export interface RedisSubscriptionOptions {
  url: string;
  /** Shown by CLIENT LIST. */
  name: string;
  /** Of the channels. */
  pattern: string;
  /** How long an answer may take, in ms. */
  limitMs: number;
  clock: Clock;
  onMessage(message: string): void;
  /** It listens, for the first time or again: what was published in between is lost. */
  onUp(): void;
  /** It does not listen any more, and connects again by itself. Told once until the next `onUp`. */
  onDown(error: Error): void;
  /** Redis answered on this very connection: everything published until then was delivered. */
  onProof(): void;
}

const PROBE_MS = 1_000;

/**
 * A connection that only listens. It asks for a sign of life once a second, so that silence means that nothing happened.
 * @internal
 */
export class RedisSubscription {
  private readonly redis: Redis;
  private readonly failures: RedisFailures;
  private cancel = () => {};
  private state: 'new' | 'up' | 'down' | 'closed' = 'new';

  constructor(private readonly options: RedisSubscriptionOptions) {
    const { url, limitMs } = options;
    this.failures = new RedisFailures(url, limitMs);
    this.redis = new Redis(url, {
      commandTimeout: limitMs,
      connectTimeout: limitMs,
      socketTimeout: limitMs + PROBE_MS + 500,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResubscribe: false,
      ...RECONNECTING,
    });
    this.redis.on('error', error => this.failures.note(error));
    this.redis.on('pmessage', (_pattern, _channel, message) => {
      if (this.state !== 'closed') options.onMessage(message);
    });
    this.redis.on('ready', () => this.listen());
    this.redis.on('close', () => this.lost(undefined));
  }

  /** Nothing is told after it. */
  close() {
    this.state = 'closed';
    this.cancel();
    this.redis.disconnect();
  }

  private async listen() {
    const { name, pattern, onUp } = this.options;
    try {
      await this.redis.client('SETNAME', name).catch((error: Error) => this.failures.answered(error));
      await this.redis.psubscribe(pattern);
      if (this.state === 'closed') return;
      this.failures.answered();
      this.state = 'up';
      onUp();
      this.probeSoon();
    } catch (error) {
      this.lost(error as Error);
      this.redis.disconnect(true);
    }
  }

  private probeSoon() {
    this.cancel = this.options.clock.after(PROBE_MS, () => this.probe());
  }

  private async probe() {
    try {
      await this.redis.ping();
      if (this.state !== 'up') return;
      this.options.onProof();
      this.probeSoon();
    } catch (error) {
      if (this.state !== 'up') return;
      this.lost(error as Error);
      this.redis.disconnect(true);
    }
  }

  private lost(error: Error | undefined) {
    this.cancel();
    if (this.state === 'closed' || this.state === 'down') return;
    this.state = 'down';
    this.options.onDown(this.failures.describe(error));
  }
}
