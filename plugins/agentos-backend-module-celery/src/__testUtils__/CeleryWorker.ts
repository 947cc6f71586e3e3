import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

// Debian's python3-celery: another Python in the PATH would not have it.
const PYTHON = '/usr/bin/python3';
const FOLDER = join(__dirname, 'celery');

/** What a test may set of a worker. */
export interface CeleryWorkerOptions {
  /** Before the `@` of its node name. */
  name?: string;
  queues?: string[];
  concurrency?: number;
  /** Whether it sends task events by itself (`-E`). */
  events?: boolean;
  /** Of the results, the broker's when absent. */
  resultUrl?: string;
  /** Further arguments of `celery worker`. */
  args?: string[];
  /** Switches that `celery/fleet_tasks.py` reads. */
  env?: Record<string, string>;
}

const environment = (
  url: string,
  { resultUrl = url, env }: Pick<CeleryWorkerOptions, 'resultUrl' | 'env'>,
) => ({
  ...process.env,
  PYTHONDONTWRITEBYTECODE: '1',
  // Celery refuses root where pickle is accepted; the tests may run as root, and send pickle.
  C_FORCE_ROOT: '1',
  BROKER_URL: url,
  RESULT_URL: resultUrl,
  ...env,
});

/** A real Celery worker in processes of its own, with the tasks of `celery/fleet_tasks.py`. */
export class CeleryWorker {
  output = '';

  /** Resolves when it takes tasks. */
  static async start(url: string, options: CeleryWorkerOptions = {}): Promise<CeleryWorker> {
    const { name = 'w1', queues = ['celery'], concurrency = 1, events = false, args = [] } = options;
    const node = `${name}@test`;
    const child = spawn(
      PYTHON,
      [
        ...['-m', 'celery', '-A', 'fleet_tasks', 'worker', '-n', node, '-Q', queues.join(), '-l', 'INFO'],
        ...['-c', String(concurrency), ...(events ? ['-E'] : []), ...args],
      ],
      // A group of its own: a kill reaches the processes of the pool too.
      { cwd: FOLDER, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(url, options) },
    );
    const worker = new CeleryWorker(node, child);
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', data => {
        worker.output += data;
      });
    }
    await waitFor(() => {
      if (child.exitCode !== null) throw new Error(`the worker ended:\n${worker.output}`);
      return / ready\./.test(worker.output);
    }, `worker ${node}`);
    return worker;
  }

  private constructor(
    /** Its node name. */
    readonly node: string,
    readonly child: ChildProcess,
  ) {}

  get hasEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** All its processes at once: nobody says good-bye. */
  async kill() {
    await this.end('SIGKILL');
  }

  /** Running tasks end first. */
  async stop() {
    await this.end('SIGTERM', false);
  }

  /** It stays connected and answers nothing. */
  suspend() {
    process.kill(-this.child.pid!, 'SIGSTOP');
  }

  resume() {
    process.kill(-this.child.pid!, 'SIGCONT');
  }

  private async end(signal: NodeJS.Signals, wholeGroup = true) {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    process.kill(wholeGroup ? -this.child.pid! : this.child.pid!, signal);
    await ended;
  }
}

/**
 * Runs Python that knows the tasks, and answers what it printed, e.g.
 * `print(chain(step.si('a'), step.si('b')).apply_async().id)`.
 */
export async function runPython(
  url: string,
  script: string,
  options: Pick<CeleryWorkerOptions, 'resultUrl' | 'env'> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', `from fleet_tasks import *\n${script}`], {
    cwd: FOLDER,
    env: environment(url, options),
  });
  return stdout.trim();
}
