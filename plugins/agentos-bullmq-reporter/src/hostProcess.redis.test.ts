import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ReporterFixture } from './__testUtils__/ReporterFixture';

// Compiled by the CLI's own loader, like the test itself.
const LOADER = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const REPORTER = require.resolve('./index.ts');

const SCRIPT = `
  const { Worker } = require('bullmq');
  const { startReporter } = require(${JSON.stringify(REPORTER)});
  const [url, reporterUrl, ending] = process.argv.slice(1);
  const worker = new Worker('embed', async () => {}, { connection: { url }, name: 'child' });
  startReporter({ workers: [worker], connection: reporterUrl, intervalMs: 100 });
  worker.on('ready', () => process.stdout.write('ready'));
  process.on('SIGTERM', () => worker.close());
`;

describe('a process with a reporter', () => {
  let fixture: ReporterFixture;
  let child: ChildProcess;

  const start = async (reporterUrl: string) => {
    child = spawn(process.execPath, ['--require', LOADER, '-e', SCRIPT, fixture.url, reporterUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout!, 'data');
  };

  beforeEach(async () => {
    fixture = await ReporterFixture.start();
  });

  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await fixture.close();
  });

  it('ends when its workers are closed, and is known to have ended on purpose', async () => {
    await start(fixture.url);
    const { pid } = await fixture.report();
    expect(pid).toBe(child.pid);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect((await fixture.reports())[0].workers[0].state).toBe('closed');
  });

  it('ends when its workers are closed although the reporter finds no Redis', async () => {
    await start('redis://127.0.0.1:1');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('leaves its last report behind when it is killed', async () => {
    await start(fixture.url);
    await fixture.report();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect((await fixture.reports())[0].workers[0].state).toBe('running');
  });
});
