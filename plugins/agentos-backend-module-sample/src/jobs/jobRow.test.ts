import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import { LogTable } from '../logs/LogTable';
import { scriptedAgent } from '../testUtils/agents';
import { startEngine } from '../testUtils/startEngine';
import { jobRow } from './jobRow';

describe('jobRow', () => {
  it('cuts what an agent says at length, in the log as well', async () => {
    const { engine, logs, runFor } = startEngine();
    const verbose = scriptedAgent(async () => {
      throw new InputError('x'.repeat(10_000));
    });
    const job = engine.add({ agent: verbose, input: {} });
    await runFor(100);

    const row = SECTIONS.jobs.fields.parse(jobRow(job));
    expect(row.error!.message).toHaveLength(2_000);
    const logRow = SECTIONS.logs.fields.parse(new LogTable(engine.identity).add(logs[0]));
    expect(logRow.message).toHaveLength(4_000);
    await engine.stop();
  });

  it('leaves the failures of earlier attempts out once the job is completed', async () => {
    const { engine, runFor, worker } = startEngine();
    const slow = scriptedAgent(
      async ({ pause }) => {
        await pause(1_000);
        return {};
      },
      { queue: 'index' },
    );
    const job = engine.add({ agent: slow, input: {} });
    await runFor(500);
    engine.stopWorker(worker('index-1'));
    await runFor(40_000);
    expect(jobRow(job).error).toEqual({ type: 'WorkerSilent', message: 'Worker index-1 fell silent' });
    engine.startWorker(worker('index-1'));
    await runFor(2_000);
    expect(jobRow(job)).toMatchObject({ state: 'completed', attempt: 2 });
    expect(jobRow(job).error).toBeUndefined();
    await engine.stop();
  });
});
