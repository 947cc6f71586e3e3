import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findTool, findTools } from './testTools.mjs';

const path = process.env.PATH;
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-tools-'));
  process.env.PATH = folder;
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

test('finds what can be run by its name', () => {
  assert.equal(findTools().includes('redis'), false);

  writeFileSync(join(folder, 'redis-server'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'google-chrome'), '', { mode: 0o755 });

  assert.equal(findTools().includes('redis'), true);
  assert.equal(findTools().includes('chromium'), true);
  assert.equal(findTool('chromium'), join(folder, 'google-chrome'));
});

test('takes Celery only with a broker for it', () => {
  assert.equal(findTools().includes('celery'), false);
});

test('takes no file for a tool that cannot be run', () => {
  writeFileSync(join(folder, 'redis-server'), '', { mode: 0o644 });

  assert.equal(findTools().includes('redis'), false);
});
