import { RedisServer as Server } from '@agentos-portal/plugin-agentos-node/testUtils';
import { Redis } from 'ioredis';

/**
 * A real Redis of the test's own.
 */
export class RedisServer extends Server {
  /** A connection for the test itself. */
  connect(): Redis {
    const redis = new Redis(this.url, { maxRetriesPerRequest: null });
    redis.on('error', () => {});
    return redis;
  }
}
