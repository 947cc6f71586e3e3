import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { firstLines, jestFailures, tapFailures } from './failures.mjs';
import { testArguments } from './nodeTests.mjs';

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-failures-'));
});

after(() => {
  rmSync(folder, { recursive: true });
});

test('names each test of node:test that failed, with the reason', () => {
  writeFileSync(
    join(folder, 'some.test.mjs'),
    `import assert from 'node:assert/strict';
    import { test } from 'node:test';
    test('fine', () => {});
    test('wrong', () => assert.equal(1, 2));
    test('outer', async t => {
      await t.test('inner', () => { throw new Error('no portal'); });
    });
    test('slow', { timeout: 10 }, () => new Promise(done => setTimeout(done, 500)));
    `,
  );
  writeFileSync(
    join(folder, 'hook.test.mjs'),
    `import { before, test } from 'node:test';
    before(() => { throw new Error('it does not start'); });
    test('never', () => {});
    `,
  );
  const tapFile = join(folder, 'some.tap');
  const files = ['hook.test.mjs', 'some.test.mjs'].map(name => join(folder, name));
  // This process is a test itself, which would change the output.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  spawnSync(process.execPath, testArguments(files, tapFile), { env });

  const failures = tapFailures(tapFile, folder).map(({ title, lines }) => [title, lines.join('\n')]);

  assert.deepEqual(failures.sort(), [
    ['hook.test.mjs: never', 'it does not start'],
    ['some.test.mjs: inner', 'no portal'],
    ['some.test.mjs: slow', 'test timed out after 10ms'],
    ['some.test.mjs: wrong', failures.find(([title]) => title.endsWith('wrong'))[1]],
  ]);
  assert.match(failures.find(([title]) => title.endsWith('wrong'))[1], /strictly equal:\n\s*1 !== 2/);
});

test('names each test of jest that failed, and suites that could not be loaded', () => {
  const result = {
    testResults: [
      {
        name: '/repository/a.test.ts',
        status: 'failed',
        message: 'all of it',
        assertionResults: [
          { status: 'passed', fullName: 'a is', failureMessages: [] },
          { status: 'failed', fullName: 'a does', failureMessages: ['\u001b[31mno\u001b[39m\n\n    at x'] },
        ],
      },
      { name: '/repository/b.test.ts', status: 'failed', message: 'no module', assertionResults: [] },
      { name: '/repository/c.test.ts', status: 'passed', message: '', assertionResults: [] },
    ],
  };

  assert.deepEqual(jestFailures(result, '/repository'), [
    { title: 'a.test.ts: a does', lines: ['no', '    at x'] },
    { title: 'b.test.ts', lines: ['no module'] },
  ]);
});

test('finds nothing where nothing ran', () => {
  assert.deepEqual(jestFailures({}, '/repository'), []);
  assert.deepEqual(tapFailures(join(folder, 'none.tap'), folder), []);
});

test('keeps the first lines of a message, none of them endless', () => {
  const lines = firstLines(Array.from({ length: 20 }, () => 'x'.repeat(1000)).join('\n'));

  assert.equal(lines.length, 8);
  assert.equal(lines[0].length, 200);
});
