import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = join(dirname(fileURLToPath(import.meta.url)), 'setup.mjs');
let root;

/** A repository of its own, where `npm` only notes that it was called. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agentos-setup-'));
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'bin'));
  cpSync(script, join(root, 'scripts/setup.mjs'));
  supportNode(process.versions.node.split('.')[0]);
  writeFileSync(join(root, 'package-lock.json'), '{}');
  npmEndsWith(0);
});

afterEach(() => rmSync(root, { recursive: true }));

function supportNode(range) {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ engines: { node: range } }));
}

function npmEndsWith(code) {
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\necho "$@" > "${root}/called"\nexit ${code}\n`, {
    mode: 0o755,
  });
}

function setUp() {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}`,
    },
  });
  return { status, stderr, installed: existsSync(join(root, 'called')) };
}

/** Leaves what npm leaves, so many seconds after the lock file was written. */
function installedAfterLock(seconds) {
  const at = Date.now() / 1000;
  const marker = join(root, 'node_modules/.package-lock.json');
  writeFileSync(marker, '{}');
  utimesSync(marker, at + seconds, at + seconds);
  utimesSync(join(root, 'package-lock.json'), at, at);
}

test('installs when nothing is installed', () => {
  assert.deepEqual(setUp(), { status: 0, stderr: '', installed: true });
});

test('installs when the lock file is newer than what is installed', () => {
  installedAfterLock(-1);
  assert.equal(setUp().installed, true);
});

test('leaves alone what is installed', () => {
  installedAfterLock(1);
  assert.deepEqual(setUp(), { status: 0, stderr: '', installed: false });
});

test('fails with a way out when npm fails', () => {
  npmEndsWith(1);
  const { status, stderr } = setUp();
  assert.equal(status, 1);
  assert.match(stderr, /npm ci failed/);
  assert.match(stderr, /run the command again/);
});

test('refuses a Node it does not support, before anything else', () => {
  supportNode('7 || 9');
  const { status, stderr, installed } = setUp();
  assert.equal(status, 1);
  assert.match(stderr, /needs Node 7, 9/);
  assert.equal(installed, false);
});
