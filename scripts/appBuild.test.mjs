import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const script = join(dirname(fileURLToPath(import.meta.url)), 'appBuild.mjs');
const log = console.log;
let root;
let buildAppIfNeeded;

before(() => {
  console.log = () => {};
});

after(() => {
  console.log = log;
});

/** A repository of its own, where the build only counts how often it ran. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'agentos-build-'));
  write('package-lock.json', '{}');
  write('packages/app/package.json', '{}');
  write('packages/app/src/index.tsx', 'app');
  write('packages/app/dist/index.html', 'built');
  writePlugin('page', 'frontend-plugin');
  writePlugin('engine', 'backend-plugin');
  buildEndsWith(0);
  cpSync(script, join(root, 'scripts/appBuild.mjs'));
  ({ buildAppIfNeeded } = await import(pathToFileURL(join(root, 'scripts/appBuild.mjs'))));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function writePlugin(name, role) {
  write(`plugins/${name}/package.json`, JSON.stringify({ backstage: { role } }));
  write(`plugins/${name}/src/index.ts`, name);
}

function buildEndsWith(code) {
  write(
    'node_modules/@backstage/cli/bin/backstage-cli',
    `require('node:fs').appendFileSync('${root}/builds', 'x'); process.exit(${code});`,
  );
}

function builds() {
  const file = join(root, 'builds');
  return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
}

test('builds once, and again only when a source of the app changed', async () => {
  await buildAppIfNeeded();
  await buildAppIfNeeded();
  assert.equal(builds(), 1);

  for (const file of [
    'packages/app/src/index.tsx',
    'plugins/page/src/index.ts',
    'plugins/page/src/deep/new.ts',
    'package-lock.json',
  ]) {
    const soFar = builds();
    write(file, 'changed');
    await buildAppIfNeeded();
    assert.equal(builds(), soFar + 1, file);
  }
});

test('builds nothing for a change of the backend or of a test', async () => {
  await buildAppIfNeeded();

  write('plugins/engine/src/index.ts', 'changed');
  write('plugins/page/src/index.test.ts', 'changed');
  await buildAppIfNeeded();

  assert.equal(builds(), 1);
});

test('takes a failed build for none', async () => {
  await buildAppIfNeeded();
  write('packages/app/src/index.tsx', 'changed');
  buildEndsWith(3);

  await assert.rejects(buildAppIfNeeded(), /packages\/app failed.*3/);
  // Back to what was built before: dist is not of these sources any more.
  write('packages/app/src/index.tsx', 'app');
  buildEndsWith(0);
  await buildAppIfNeeded();

  assert.equal(builds(), 3);
});
