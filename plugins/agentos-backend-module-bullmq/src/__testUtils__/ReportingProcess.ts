import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

// Compiled by the CLI's own loader, like the tests themselves.
const LOADER = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const REPORTER = require.resolve('@agentos-portal/plugin-agentos-bullmq-reporter');

// Jobs run until they are cancelled, or end at once when they are called short.
const SCRIPT = `
  const { Worker } = require('bullmq');
  const { startReporter } = require(${JSON.stringify(REPORTER)});
  const [url, queues, name] = process.argv.slice(1);
  const processor = (job, _token, signal) => new Promise((resolve, reject) => {
    if (job.name === 'short') resolve();
    signal.addEventListener('abort', () => {
      process.stdout.write('aborted: ' + signal.reason + '\\n');
      reject(new Error('The operation was aborted'));
    });
  });
  const workers = queues.split(',').map(queue => {
    const worker = new Worker(queue, processor, { connection: { url }, name, concurrency: 2 });
    worker.on('error', () => {});
    return worker;
  });
  const reporter = startReporter({ workers, intervalMs: 100 });
  process.on('SIGTERM', async () => {
    await Promise.all(workers.map(worker => worker.close()));
    await reporter.stop();
    process.exit(0);
  });
  Promise.all(workers.map(worker => worker.waitUntilReady())).then(() => process.stdout.write('ready\\n'));
`;

/** Workers with a reporter, in a process of their own. */
export class ReportingProcess {
  output = '';

  /** Resolves when the workers are connected. */
  static async start(url: string, queues: string[], name: string) {
    const child = spawn(process.execPath, ['--require', LOADER, '-e', SCRIPT, url, queues.join(), name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = new ReportingProcess(child);
    child.stdout!.on('data', data => {
      started.output += data;
    });
    await once(child.stdout!, 'data');
    return started;
  }

  private constructor(readonly child: ChildProcess) {}

  /** As somebody does who lets it end in peace (`SIGTERM`), kills it or suspends it. */
  async signal(signal: NodeJS.Signals) {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    if (signal !== 'SIGSTOP') await ended;
  }
}
