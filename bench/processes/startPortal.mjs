import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchProcess } from './BenchProcess.mjs';
import { freePort } from './freePort.mjs';

/** The options that `npm start` gives to Node. */
function startOptions() {
  const manifest = new URL('../../package.json', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8'));
  return scripts.start.split(' ').filter(word => word.startsWith('--'));
}

const main = fileURLToPath(new URL('../portal/main.mjs', import.meta.url));

/**
 * The portal in a process of its own, with an empty database.
 * @returns the process, its URL and a function that signs users in
 */
export async function startPortal({ folder, name, redisUrl, env = {}, execArgv = startOptions() }) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const database = join(folder, name);
  mkdirSync(database);
  const portal = await BenchProcess.start(main, {
    logFile: join(folder, `${name}.log`),
    execArgv,
    env: {
      NODE_ENV: 'production',
      BENCH_REDIS_URL: redisUrl,
      APP_CONFIG_app_baseUrl: url,
      APP_CONFIG_backend_baseUrl: url,
      APP_CONFIG_backend_listen_port: String(port),
      APP_CONFIG_backend_database_connection_directory: database,
      ...env,
    },
  });
  return { portal, url, tokenOf: user => signIn(url, user) };
}

async function signIn(url, user) {
  const response = await fetch(`${url}/api/auth/oauth2Proxy/refresh`, {
    headers: { 'x-forwarded-user': user, 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    throw new Error(`Sign-in of ${user}: ${response.status} ${await response.text()}`);
  }
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
