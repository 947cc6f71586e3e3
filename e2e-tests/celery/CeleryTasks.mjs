import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { TestProcess } from '../processes/TestProcess.mjs';
import { repositoryRoot } from '../repositoryRoot.mjs';
import { waitFor } from '../waitFor.mjs';

// Debian's python3-celery: another Python in the PATH would not have it.
const PYTHON = '/usr/bin/python3';
const FOLDER = join(repositoryRoot, 'plugins/agentos-backend-module-celery/src/__testUtils__/celery');

/** A Celery application for tests on a Redis: its tasks say in the list `notes` what they did. */
export class CeleryTasks {
  workers = [];

  constructor(redisUrl) {
    this.redis = new Redis(redisUrl);
    this.env = {
      BROKER_URL: `${redisUrl}/0`,
      // They tell the queue; nothing else does before a worker has the task.
      SENT_EVENTS: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      // Celery refuses root where pickle is accepted.
      C_FORCE_ROOT: '1',
    };
  }

  /** A worker of this queue; resolves when it takes tasks. */
  async worker(name, queue) {
    const args = ['-A', 'fleet_tasks', 'worker', '-n', `${name}@e2e`, '-Q', queue, '-c', '1', '-l', 'INFO'];
    const worker = new TestProcess(PYTHON, ['-m', 'celery', ...args], {
      cwd: FOLDER,
      env: this.env,
      isGroup: true,
    });
    this.workers.push(worker);
    await waitFor(`the worker ${name}`, () => {
      if (!worker.isRunning) throw new Error(worker.tail);
      return worker.output.includes(' ready.');
    });
    return worker;
  }

  /** Runs Python that knows the tasks; answers the lines it printed. */
  async python(script) {
    const { stdout } = await promisify(execFile)(PYTHON, ['-c', `from fleet_tasks import *\n${script}`], {
      cwd: FOLDER,
      env: { ...process.env, ...this.env },
    });
    return stdout.trim().split('\n');
  }

  /** What the tasks said so far. */
  notes() {
    return this.redis.lrange('notes', 0, -1);
  }

  /** A test that failed may have left a worker. */
  async close() {
    await Promise.all(this.workers.map(worker => worker.kill()));
    this.redis.disconnect();
  }
}
