import { ServiceUnavailableError } from '@backstage/errors';
import { Redis } from 'ioredis';

/**
 * A Redis URL as it may be shown: without its password.
 *
 * @internal
 */
export function displayUrl(redisUrl: string): string {
  const url = new URL(redisUrl);
  url.password = url.password && '***';
  return url.toString();
}

/**
 * Asks Redis once whether it is there.
 *
 * @returns its version
 * @throws ServiceUnavailableError that says how to get one
 * @internal
 */
export async function probeRedis(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 3_000,
    commandTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: Error | undefined;
  redis.on('error', error => {
    reason = error;
  });
  try {
    await redis.connect();
    const info = await redis.info('server');
    return /^redis_version:(\S+)/m.exec(info)?.[1] ?? 'of unknown version';
  } catch (error) {
    // connect() itself only says that the connection was closed.
    const why = (reason ?? (error as Error)).message;
    throw new ServiceUnavailableError(
      `Redis at ${displayUrl(redisUrl)} cannot be reached: ${why}\n` +
        'Start one (redis-server, or docker run -p 6379:6379 redis:7), or ' +
        'name another: REDIS_URL=redis://host:port npm run fleet',
    );
  } finally {
    redis.disconnect();
  }
}
