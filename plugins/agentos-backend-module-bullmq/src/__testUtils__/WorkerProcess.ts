import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

// Takes one job and never ends it.
const SCRIPT = `
  const { Worker } = require('bullmq');
  const [url, queue, name] = process.argv.slice(1);
  const worker = new Worker(queue, () => new Promise(() => {}), {
    connection: { url }, name, lockDuration: 3000, stalledInterval: 1000,
  });
  worker.on('active', () => process.stdout.write('active'));
`;

/** A worker in a process of its own, to be killed. */
export class WorkerProcess {
  static start(url: string, queue: string, name: string) {
    return new WorkerProcess(
      spawn(process.execPath, ['-e', SCRIPT, url, queue, name], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  }

  private constructor(private readonly process: ChildProcess) {}

  /** Resolves when it runs a job. */
  async busy() {
    await once(this.process.stdout!, 'data');
  }

  async kill() {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}
