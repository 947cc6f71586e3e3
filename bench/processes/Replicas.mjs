import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresServer } from '../../e2e-tests/processes/PostgresServer.mjs';
import { BenchProcess } from './BenchProcess.mjs';
import { readBenchConfig } from './readBenchConfig.mjs';
import { RedisServer } from './RedisServer.mjs';
import { startPortal } from './startPortal.mjs';

const replica = fileURLToPath(new URL('../replica/main.mjs', import.meta.url));

/** Portals and further replicas that share one state: a Redis and a PostgreSQL of their own. */
export class Replicas {
  static async start(folder) {
    const redis = await RedisServer.start(folder);
    const postgres = await PostgresServer.create();
    await postgres.start();
    return new Replicas(folder, redis, postgres);
  }

  constructor(folder, redis, postgres) {
    this.folder = folder;
    this.redis = redis;
    this.postgres = postgres;
    this.started = [];
    this.store = { type: 'redis', url: redis.url };
  }

  get connection() {
    const { port, user, password } = this.postgres;
    return { host: '127.0.0.1', port, user, password };
  }

  /** A whole portal. The first one leads. */
  async openPortal(name, redisUrl) {
    const opened = await startPortal({
      folder: this.folder,
      name,
      redisUrl,
      env: {
        APP_CONFIG_agentos_store: JSON.stringify(this.store),
        APP_CONFIG_backend_database_client: 'pg',
        ...Object.fromEntries(
          Object.entries(this.connection).map(([key, value]) => [
            `APP_CONFIG_backend_database_connection_${key}`,
            `${value}`,
          ]),
        ),
      },
    });
    this.started.push(opened.portal);
    return opened;
  }

  /** Further replicas, without a server, until there are that many beside the portals. */
  async grow(count) {
    this.more ??= [];
    const options = {
      agentos: { ...readBenchConfig().agentos, store: this.store },
      connection: { ...this.connection, database: 'backstage_plugin_agentos' },
    };
    const added = Array.from({ length: Math.max(0, count - this.more.length) }, (_, index) =>
      BenchProcess.start(replica, {
        logFile: join(this.folder, `replica-${this.more.length + index}.log`),
        env: { BENCH_REPLICA: JSON.stringify(options) },
      }),
    );
    // Noted first: those that started are stopped also when one could not.
    const results = await Promise.allSettled(added);
    for (const { value } of results) if (value) this.more.push(value);
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    return this.more;
  }

  async stop() {
    await Promise.allSettled([...(this.more ?? []), ...this.started].map(each => each.stop()));
    await this.redis.stop();
    await this.postgres.dispose();
  }
}
