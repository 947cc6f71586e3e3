import { readFileSync } from 'node:fs';
import { createBackend } from '@backstage/backend-defaults';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { BenchSource } from './BenchSource';
import { createBenchModule } from './createBenchModule';
import { createCommands } from './commands';
import { PlainSockets } from './PlainSockets';

/** What packages/backend adds, read from there so that the bench measures the same portal. */
function portalFeatures() {
  const index = readFileSync(require.resolve('backend/src/index.ts'), 'utf8');
  return Array.from(index.matchAll(/import\('([^']+)'\)/g), ([, name]) => name);
}

/** Starts the portal and answers what the bench can tell it. */
export async function startBackend(env: NodeJS.ProcessEnv) {
  const source = new BenchSource();
  const redis = new Redis(env.BENCH_REDIS_URL!);
  const plain = new PlainSockets();
  const backend = createBackend();
  for (const name of portalFeatures()) backend.add(import(name));
  let knex: Knex;
  backend.add(
    createBenchModule({
      source,
      redis,
      plain,
      onDatabase: database => {
        knex = database;
      },
    }),
  );
  await backend.start();
  return createCommands({ source, redis, plain, knex: knex! });
}
