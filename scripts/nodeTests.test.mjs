import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readCounts, testArguments } from './nodeTests.mjs';

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-node-tests-'));
});

after(() => {
  rmSync(folder, { recursive: true });
});

test('counts what passed, what failed and what took too long', () => {
  const file = join(folder, 'some.test.mjs');
  writeFileSync(
    file,
    `import { test } from 'node:test';
    test('one', () => {});
    test('two', () => {});
    test('wrong', () => { throw new Error('no'); });
    test('slow', { timeout: 10 }, () => new Promise(done => setTimeout(done, 500)));
    `,
  );
  const tapFile = join(folder, 'some.tap');

  const { stdout } = spawnSync(
    process.execPath,
    testArguments([file], tapFile),
    // This process is a test itself, which would change the output.
    { env: { ...process.env, NODE_TEST_CONTEXT: undefined }, encoding: 'utf8' },
  );

  assert.match(stdout, /wrong/);
  assert.deepEqual(readCounts(tapFile), { passed: 2, failed: 2 });
});

test('counts nothing where nothing ran', () => {
  assert.deepEqual(readCounts(join(folder, 'none.tap')), {
    passed: 0,
    failed: 0,
  });
});
