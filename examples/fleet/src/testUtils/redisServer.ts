import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { waitFor } from './waitFor';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return address.port;
}

/**
 * A Redis of the test's own.
 *
 * @internal
 */
export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts `redis-server` on a free port, without persistence.
 *
 * @internal
 */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'fleet-redis-'));
  const settings = { port, bind: '127.0.0.1', save: '', dir: folder };
  const server = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([key, value]) => [`--${key}`, `${value}`]),
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const url = `redis://127.0.0.1:${port}`;
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  // Refused until the server listens; a server that cannot start ends the wait.
  redis.on('error', () => {});
  await Promise.race([
    waitFor('Redis', () => redis.ping()),
    ended.then(([code]) => {
      throw new Error(`redis-server ended with code ${code}`);
    }),
  ]).finally(() => redis.disconnect());
  return {
    url,
    stop: async () => {
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
