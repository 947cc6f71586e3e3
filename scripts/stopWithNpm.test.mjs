import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), 'stopWithNpm.mjs');
const portal = `
  import(${JSON.stringify(file)}).then(({ stopWithNpm }) => {
    stopWithNpm();
    setInterval(() => {}, 1000);
    console.log(process.pid);
  });
`;
// As npm: a process that runs a shell that runs the portal.
const npm = `
  require('node:child_process').spawn(
    'sh', ['-c', '"$NODE" -e "$PORTAL"; exit $?'], { stdio: 'inherit' });
  process.stdout.write(process.pid + '\\n');
`;

/** Starts npm, shell and portal; answers with their process ids, and the end of the portal. */
async function startAll() {
  const child = spawn(process.execPath, ['-e', npm], {
    env: { ...process.env, NODE: process.execPath, PORTAL: portal },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  while (said.split('\n').length < 3) {
    said += (await once(child.stdout, 'data'))[0];
  }
  const portalPid = said
    .split('\n')
    .map(Number)
    .find(pid => pid && pid !== child.pid);
  return { child, portalPid };
}

async function hasEnded(pid, limitMs = 5000) {
  const giveUpAt = performance.now() + limitMs;
  while (performance.now() < giveUpAt) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  return false;
}

test('the portal ends when npm is killed and its shell lives on', async () => {
  const { child, portalPid } = await startAll();

  child.kill('SIGKILL');

  assert.equal(await hasEnded(portalPid), true);
});

test('the portal lives while npm does', async () => {
  const { child, portalPid } = await startAll();

  // Longer than two of its checks.
  assert.equal(await hasEnded(portalPid, 1200), false);

  child.kill('SIGKILL');
  assert.equal(await hasEnded(portalPid), true);
});
