// `npm start`: builds the app when needed, then runs the portal in this very
// process, so that signals and the exit code need no forwarding.
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAppIfNeeded } from './appBuild.mjs';
import { freeMemory } from './freeMemory.mjs';
import { takeStartTurn } from './startTurn.mjs';
import { stopWithNpm } from './stopWithNpm.mjs';

const READY_LIMIT_MS = 120_000;
/** What starting holds is let go some time after the portal is ready. */
const SETTLED_MS = 10_000;

const runByNpm = process.env.npm_lifecycle_event === 'start';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const backendDir = join(root, 'packages/backend');
const require = createRequire(join(backendDir, 'package.json'));

/** The config files in the order they are merged, as absolute paths. */
function configFiles() {
  const { values } = parseArgs({
    options: { config: { type: 'string', multiple: true, default: [] } },
  });
  // npm runs its scripts in the root folder and keeps the caller's here.
  const callerDir =
    process.env.npm_lifecycle_event === 'start' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
  const own = ['app-config.yaml', 'app-config.local.yaml'].map(name => join(root, name)).filter(existsSync);
  return [...own, ...values.config.map(file => resolve(callerDir, file))];
}

async function readConfig() {
  const { ConfigSources } = require('@backstage/config-loader');
  const config = await ConfigSources.toConfig(ConfigSources.default({ watch: false }));
  config.close();
  return config;
}

/** Rejects, with the way out, when the portal could not listen. */
function checkPortIsFree({ host, port }) {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.on('error', error =>
      reject(
        new Error(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken: another process listens on ${host || '*'}:${port}. Stop it, or choose another port: APP_CONFIG_backend_listen_port=7008 APP_CONFIG_backend_baseUrl=http://localhost:7008 APP_CONFIG_app_baseUrl=http://localhost:7008 npm start`
            : `Cannot listen on ${host || '*'}:${port} (backend.listen): ${error.message}`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(done));
  });
}

function isReady({ listen, https: secure }) {
  return new Promise(done => {
    const request = (secure ? https : http).get({
      host: listen.host || 'localhost',
      port: listen.port,
      path: '/.backstage/health/v1/readiness',
      // Its own certificate need not name the address it is asked at.
      rejectUnauthorized: false,
    });
    request.on('response', response => {
      response.resume();
      done(response.statusCode === 200);
    });
    request.on('error', () => done(false));
  });
}

async function announceWhenReady(server, url) {
  const giveUpAt = performance.now() + READY_LIMIT_MS;
  while (!(await isReady(server))) {
    if (performance.now() > giveUpAt) {
      throw new Error(
        `The portal was not ready after ${READY_LIMIT_MS / 1000} s. Its log above says what it waits for.`,
      );
    }
    await new Promise(done => setTimeout(done, 200));
  }
  console.log(`\nAgentOS portal: ${url}\n`);
  setTimeout(freeMemory, SETTLED_MS).unref();
}

async function main() {
  const files = configFiles();
  if (runByNpm) {
    stopWithNpm();
  }

  // What the backend looks at: its folder, its arguments, its mode.
  process.chdir(backendDir);
  process.argv = [process.argv[0], backendDir, ...files.flatMap(file => ['--config', file])];
  process.env.NODE_ENV = 'production';

  const config = await readConfig();
  const { readHttpServerOptions } = require('@backstage/backend-defaults/rootHttpRouter');
  const server = readHttpServerOptions(config.getConfig('backend'));
  await checkPortIsFree(server.listen);

  const endTurn = await takeStartTurn(config, require);
  await buildAppIfNeeded();
  require('@backstage/cli/config/nodeTransform.cjs');
  require('./src');
  await announceWhenReady(server, config.getString('app.baseUrl'));
  await endTurn();
}

main().catch(error => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
