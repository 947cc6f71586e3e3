import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findPython } from './celeryFleet.mjs';

const script = join(fileURLToPath(import.meta.url), '../celeryFleet.mjs');

test('the Celery fleet says how to get a Python with Celery where there is none', () => {
  assert.throws(
    () => findPython({ CELERY_PYTHON: process.execPath }),
    /install python3-celery and python3-redis/,
  );
  assert.throws(() => findPython({ CELERY_PYTHON: '/nowhere' }), /looked at \/nowhere/);
});

test('the Celery fleet names a worker that it does not have', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, 'nobody'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /No worker 'nobody' in the fleet: any of intake, meaning, search, insight, care, feeder/,
  );
});
