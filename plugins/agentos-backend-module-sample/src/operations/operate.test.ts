import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { queueRow } from '../queues/queueRow';
import { scriptedAgent, slowAgent } from '../testUtils/agents';
import { startEngine } from '../testUtils/startEngine';
import { workerRow } from '../workers/workerRow';
import { fingerprintOf } from './fingerprint';
import { operate } from './operate';

const ONE_WORKER = [{ name: 'fetch-1', hostname: 'sample-1', queues: ['fetch'], concurrency: 1 }];

function start() {
  const harness = startEngine({ workers: ONE_WORKER });
  const { engine } = harness;
  return {
    ...harness,
    operate: (kind: OperationKind, ids: string[], params: JsonObject = {}) =>
      operate(engine, { operationId: 'o', kind, targets: ids, params, actor: 'user:default/ada' }),
  };
}

describe('operations of the sample engine', () => {
  it('retry: an ended job runs again, one that runs or waits does not', async () => {
    const { engine, operate: act, runFor, toldOf } = start();
    let fails = true;
    const job = engine.add({
      agent: scriptedAgent(async () => {
        if (fails) throw Object.assign(new Error('no'), { name: 'RejectedError' });
        return {};
      }),
      input: { runId: 'r' },
    });
    await runFor(1000);
    expect(job.state).toBe('failed');
    fails = false;
    const before = fingerprintOf(engine, 'job.retry', job.id);
    expect(act('job.retry', [job.id])).toEqual([{ id: job.id, outcome: 'succeeded' }]);
    expect(fingerprintOf(engine, 'job.retry', job.id)).not.toBe(before);
    await runFor(1000);
    expect(job.state).toBe('completed');
    expect(toldOf(job.sourceId)).toContain('retried: queued');
    expect(act('job.retry', [job.id, 'sample.fetch.none'])).toMatchObject([
      { outcome: 'skipped', code: 'STATE_CHANGED' },
      { outcome: 'skipped', code: 'GONE' },
    ]);
    expect(queueRow(engine, engine.queues.get('fetch')!)).toMatchObject({ failed: 0, completed: 1 });
  });

  it('cancel: a waiting job at once, a running one only when that is said, and its run ends unheard', async () => {
    const { engine, operate: act, runFor, toldOf } = start();
    const running = engine.add({ agent: slowAgent(5000), input: { runId: 'r1' } });
    const waiting = engine.add({ agent: slowAgent(5000), input: { runId: 'r2' } });
    await runFor(100);
    expect(act('job.cancel', [running.id, waiting.id])).toMatchObject([
      { outcome: 'skipped', code: 'RUNNING' },
      { outcome: 'succeeded' },
    ]);
    expect(act('job.cancel', [running.id], { terminate: true })).toMatchObject([{ outcome: 'succeeded' }]);
    await runFor(10_000);
    expect([running.state, waiting.state]).toEqual(['cancelled', 'cancelled']);
    expect(toldOf(running.sourceId).at(-1)).toBe('cancelled: cancelled');
    expect(running.reason).toBe('cancelled by user:default/ada');
    expect(queueRow(engine, engine.queues.get('fetch')!)).toMatchObject({ queued: 0, processing: 0 });
  });

  it('promote: a job that is held back runs now, and once', async () => {
    const { engine, operate: act, runFor, toldOf } = start();
    const job = engine.add({ agent: slowAgent(10), input: { runId: 'r' }, delayMs: 5000 });
    expect(act('job.promote', [job.id])).toMatchObject([{ outcome: 'succeeded' }]);
    await runFor(20_000);
    expect(toldOf(job.sourceId).filter(line => line.startsWith('started'))).toHaveLength(1);
  });

  it('remove: takes out what does not run', async () => {
    const { engine, operate: act, runFor, told } = start();
    const running = engine.add({ agent: slowAgent(5000), input: { runId: 'r1' } });
    const waiting = engine.add({ agent: slowAgent(5000), input: { runId: 'r2' } });
    const delayed = engine.add({ agent: slowAgent(10), input: { runId: 'r3' }, delayMs: 1000 });
    await runFor(100);
    expect(act('job.remove', [running.id, waiting.id, delayed.id])).toMatchObject([
      { outcome: 'skipped', code: 'RUNNING' },
      { outcome: 'succeeded' },
      { outcome: 'succeeded' },
    ]);
    await runFor(10_000);
    expect(engine.jobs.all()).toEqual([running]);
    expect(told).toContain(`${waiting.sourceId} removed`);
    expect(queueRow(engine, engine.queues.get('fetch')!)).toMatchObject({ queued: 0, scheduled: 0 });
  });

  it('pause and resume: a paused queue hands out nothing', async () => {
    const { engine, operate: act, runFor } = start();
    expect(act('queue.pause', ['sample.fetch'])).toMatchObject([{ outcome: 'succeeded' }]);
    const job = engine.add({ agent: slowAgent(10), input: { runId: 'r' } });
    await runFor(5000);
    expect(job.state).toBe('queued');
    expect(queueRow(engine, engine.queues.get('fetch')!)).toMatchObject({
      paused: true,
      queued: 1,
      oldestQueuedMs: 5000,
    });
    expect(act('queue.pause', ['sample.fetch', 'sample.nowhere'])).toMatchObject([
      { code: 'STATE_CHANGED' },
      { code: 'GONE' },
    ]);
    expect(act('queue.resume', ['sample.fetch'])).toMatchObject([{ outcome: 'succeeded' }]);
    await runFor(1000);
    expect(job.state).toBe('completed');
  });

  it('drain: a worker ends what it runs and takes nothing more until it resumes', async () => {
    const { engine, operate: act, runFor, toldOf } = start();
    const worker = engine.workers[0];
    const running = engine.add({ agent: slowAgent(1000), input: { runId: 'r1' } });
    await runFor(100);
    const before = fingerprintOf(engine, 'worker.drain', worker.id);
    expect(act('worker.drain', [worker.id])).toEqual([{ id: worker.id, outcome: 'succeeded' }]);
    expect(fingerprintOf(engine, 'worker.drain', worker.id)).not.toBe(before);
    const waiting = engine.add({ agent: slowAgent(10), input: { runId: 'r2' } });
    await runFor(5000);
    expect([running.state, waiting.state]).toEqual(['completed', 'queued']);
    expect(workerRow(worker)).toMatchObject({ draining: true, active: 0 });
    expect(queueRow(engine, engine.queues.get('fetch')!)).toMatchObject({ consumers: 0 });
    expect(act('worker.drain', [worker.id, 'sample.nobody'])).toMatchObject([
      { code: 'STATE_CHANGED', message: 'it is draining' },
      { code: 'GONE' },
    ]);

    expect(act('worker.drain', [worker.id], { resume: true })).toMatchObject([{ outcome: 'succeeded' }]);
    await runFor(1000);
    expect(waiting.state).toBe('completed');
    expect(toldOf(waiting.sourceId)).toContain('started: processing');
    expect(workerRow(worker)).toMatchObject({ draining: false });
    expect(act('worker.drain', [worker.id], { resume: true })).toMatchObject([
      { code: 'STATE_CHANGED', message: 'it is not draining' },
    ]);
  });

  it('drain ends with the process of the worker', () => {
    const { engine, operate: act } = start();
    const [worker] = engine.workers;
    act('worker.drain', [worker.id]);
    engine.stopWorker(worker);
    engine.startWorker(worker);
    expect(workerRow(worker)).toMatchObject({ draining: false });
  });
});
