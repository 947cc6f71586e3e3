import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const scripts = dirname(fileURLToPath(import.meta.url));
const LIMIT_MS = 60_000;

/** Runs start.mjs until it ends by itself: every case here ends before a build. */
async function start(args, env = {}) {
  const child = spawn(process.execPath, [join(scripts, 'start.mjs'), ...args], {
    env: { ...process.env, npm_lifecycle_event: '', ...env },
    timeout: LIMIT_MS,
  });
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('names the port that is taken, and the way out', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address();

  const { code, said } = await start([], {
    APP_CONFIG_backend_listen_port: `${port}`,
  });
  other.close();

  assert.equal(code, 1);
  assert.match(said, new RegExp(`Port ${port} is taken`));
  assert.match(said, /APP_CONFIG_backend_listen_port/);
});

test('refuses an argument it does not know', async () => {
  const { code, said } = await start(['--confg', 'x.yaml']);

  assert.equal(code, 1);
  assert.match(said, /--confg/);
});

test('names a config file that does not exist, seen from where it was called', async () => {
  const { code, said } = await start(['--config', 'nowhere.yaml']);

  assert.equal(code, 1);
  assert.ok(said.includes(join(process.cwd(), 'nowhere.yaml')), said);

  const byNpm = await start(['--config', 'nowhere.yaml'], {
    npm_lifecycle_event: 'start',
    INIT_CWD: '/somewhere',
  });
  assert.ok(byNpm.said.includes('/somewhere/nowhere.yaml'), byNpm.said);
});
