import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const importDirections = require('./importDirections');
const { ESLint } = require('eslint');

/** What the lint of a package says about one line of code. */
async function complaints(folder, code, file) {
  const dir = join(root, folder);
  const eslint = new ESLint({ cwd: dir });
  const [{ messages }] = await eslint.lintText(`${code}\n`, {
    filePath: join(dir, 'src', file),
  });
  return messages
    .filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
    .map(({ severity, message }) => ({ severity, message }));
}

const BACKEND = '@agentos-portal/plugin-agentos-backend';
const refused = [
  `import { x } from '${BACKEND}';`,
  `export { x } from '${BACKEND}';`,
  `export * from '${BACKEND}';`,
  `import type { X } from '${BACKEND}';`,
  `export type X = import('${BACKEND}').X;`,
  `export const x = () => import('${BACKEND}');`,
  `export const x = require('${BACKEND}');`,
  `import { x } from '${BACKEND}/testUtils';`,
];

for (const code of refused) {
  test(`a source module may not say: ${code}`, async () => {
    for (const file of ['thing.ts', 'thing.test.ts']) {
      const found = await complaints('plugins/agentos-backend-module-bullmq', code, file);
      assert.equal(found.length, 1, file);
      assert.equal(found[0].severity, 2);
      assert.match(found[0].message, /importDirections/);
    }
  });
}

test('pages refuse each other and the backend, and may use what is below them', async () => {
  const page = 'plugins/agentos-queue';
  const refusedBy = async name =>
    (await complaints(page, `import { x } from '${name}';`, 'thing.tsx')).length > 0;

  assert.equal(await refusedBy('@agentos-portal/plugin-agentos'), true);
  assert.equal(await refusedBy('@agentos-portal/plugin-agentos-workers'), true);
  assert.equal(await refusedBy('@agentos-portal/plugin-agentos-node'), true);
  assert.equal(await refusedBy('@agentos-portal/plugin-agentos-react'), false);
  assert.equal(await refusedBy('@agentos-portal/plugin-agentos-common'), false);
});

test('the common package may import none of the others', async () => {
  const found = await complaints(
    'plugins/agentos-common',
    `import { x } from '@agentos-portal/plugin-agentos-react';`,
    'thing.ts',
  );
  assert.equal(found.length, 1);
});

test('every package has a row, every row a package', () => {
  const names = ['packages', 'plugins', 'examples'].flatMap(top =>
    readdirSync(join(root, top))
      .map(folder => join(root, top, folder, 'package.json'))
      // A folder of another language is no package of this repository.
      .filter(file => existsSync(file))
      .map(file => JSON.parse(readFileSync(file, 'utf8')).name),
  );
  assert.deepEqual(Object.keys(importDirections).sort(), names.sort());
});
