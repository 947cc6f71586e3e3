import type { RecordingSink } from '@agentos-portal/plugin-agentos-node/testUtils';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { hostname } from 'node:os';
import { BullmqFixture, rowsOf, toldOf, waitForEvent } from '../__testUtils__/BullmqFixture';
import { operateOn } from '../__testUtils__/operateOn';
import { ReportingProcess } from '../__testUtils__/ReportingProcess';
import type { BullmqSource } from '../BullmqSource';

const EMBED = 'queues.embed.main-1';
const SPLIT = 'queues.split.main-1';

const removalsOf = (sink: RecordingSink) =>
  sink.observations.flatMap(seen => ('remove' in seen && seen.section === 'workers' ? [seen.remove] : []));

describe('workers with a reporter', () => {
  let fixture: BullmqFixture;
  let source: BullmqSource;
  let sink: RecordingSink;
  let process: ReportingProcess;

  const workerRow = async (id: string) => (await rowsOf(source, 'workers')).find(row => row.id === id);

  const waitForRow = (id: string, isIt: (row: Record<string, any>) => unknown) =>
    waitFor(async () => {
      const row = await workerRow(id);
      return row && isIt(row) && row;
    }, `the row of ${id}`);

  const one = async (...args: Parameters<typeof operateOn>) => (await operateOn(...args))[0];

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    ({ source, sink } = await fixture.started({ queues: ['embed', 'split'] }));
    process = await ReportingProcess.start(fixture.redis.url, ['embed', 'split'], 'main-1');
    await waitForRow(EMBED, row => row.cpuPercent !== undefined);
  });

  afterEach(async () => {
    await process.signal('SIGKILL');
    await fixture.close();
  });

  it('have what BullMQ does not know in their rows; those without keep it empty', async () => {
    await fixture.worker('embed', async () => {}, { name: 'plain', autorun: false });
    await fixture.queue('embed').add('short', {});
    const row = await waitForRow(EMBED, ({ processed }) => processed === 1);
    expect(row).toEqual({
      id: EMBED,
      sourceId: 'main-1',
      name: 'main-1',
      hostname: hostname(),
      kind: 'bullmq',
      queues: ['embed'],
      concurrency: 2,
      active: 0,
      draining: false,
      processed: 1,
      failed: 0,
      cpuPercent: expect.any(Number),
      memoryBytes: expect.any(Number),
      lastHeartbeatAt: expect.stringMatching(/Z$/),
      startedAt: expect.stringMatching(/Z$/),
      version: expect.stringMatching(/^6\./),
    });
    expect(
      Math.abs(Date.parse(String((row as { lastHeartbeatAt?: unknown }).lastHeartbeatAt)) - Date.now()),
    ).toBeLessThan(60_000);
    expect(await workerRow(SPLIT)).toMatchObject({ processed: 0, memoryBytes: expect.any(Number) });
    const plain = await waitForRow('queues.embed.plain', () => true);
    expect(plain).not.toHaveProperty('lastHeartbeatAt');
    expect(plain).not.toHaveProperty('concurrency');
  });

  it('answer a ping with how long it took, and say what cannot be', async () => {
    await fixture.worker('embed', async () => {}, { name: 'plain', autorun: false });
    await waitForRow('queues.embed.plain', () => true);
    const outcomes = await operateOn(source, 'worker.ping', [
      EMBED,
      SPLIT,
      'queues.embed.plain',
      'queues.embed.gone',
      'elsewhere.embed.main-1',
    ]);
    expect(outcomes).toEqual([
      { id: EMBED, outcome: 'succeeded', message: expect.stringMatching(/^answered within \d+ ms$/) },
      { id: SPLIT, outcome: 'succeeded', message: expect.stringMatching(/^answered within \d+ ms$/) },
      {
        id: 'queues.embed.plain',
        outcome: 'skipped',
        code: 'NOT_CAPABLE',
        message:
          'this worker has no reporter: add @agentos-portal/plugin-agentos-bullmq-reporter to its process',
      },
      expect.objectContaining({ outcome: 'skipped', code: 'GONE' }),
      expect.objectContaining({ outcome: 'skipped', code: 'GONE' }),
    ]);
  });

  it('end a running job: its signal fires, and the portal is told that it was cancelled', async () => {
    const queue = fixture.queue('embed');
    const { id } = await queue.add('long', {}, { attempts: 3 });
    const job = `queues.embed.${id}`;
    await waitForEvent(sink, 'job:processing', job);
    expect(await one(source, 'job.cancel', [job])).toMatchObject({ code: 'RUNNING' });
    expect(
      await one(source, 'job.cancel', [job], { params: { terminate: true }, reason: 'not needed' }),
    ).toMatchObject({ outcome: 'succeeded' });
    await waitFor(() => process.output.includes('aborted: not needed'), 'the signal');
    await waitForEvent(sink, 'job:cancelled', job);
    expect(toldOf(sink, 'job:failed')).toEqual([]);
    const state = { state: 'cancelled', reason: 'Cancelled: not needed', attempt: 1 };
    const shown = { id: job, ...state, finishedAt: expect.any(String) };
    expect(await rowsOf(source, 'jobs')).toEqual([expect.objectContaining(shown)]);
    expect((await source.getJob(job))!.job).toMatchObject(shown);
    expect((await source.listJobs({ limit: 5, states: ['cancelled'] })).items).toEqual([
      expect.objectContaining(shown),
    ]);
    expect((await source.listJobs({ limit: 5, states: ['failed'] })).items).toEqual([]);
    expect(await queue.getJobState(id!)).toBe('failed');

    // What was not told by the feed is read the same way.
    const other = (await fixture.started({ queues: ['embed'] })).source;
    expect(await rowsOf(other, 'jobs')).toEqual([expect.objectContaining(state)]);
    expect(await one(source, 'job.retry', [job])).toMatchObject({ outcome: 'succeeded' });
  });

  it('do not end a job of a worker that has none', async () => {
    const queue = fixture.queue('split');
    await process.signal('SIGTERM');
    await fixture.worker('split', () => new Promise(() => {}), { name: 'plain' });
    const { id } = await queue.add('long', {});
    await waitForEvent(sink, 'job:processing', `queues.split.${id}`);
    expect(
      await one(source, 'job.cancel', [`queues.split.${id}`], { params: { terminate: true } }),
    ).toMatchObject({
      outcome: 'skipped',
      code: 'NOT_CAPABLE',
      message: expect.stringContaining('no reporter'),
    });
  });

  it('drain, take jobs again and scale, each worker of the process by itself', async () => {
    const queue = fixture.queue('embed');
    const held = await queue.add('long', {});
    const other = await queue.add('long', {});
    await waitForRow(EMBED, ({ active }) => active === 2);
    expect(await workerRow(EMBED)).toMatchObject({ draining: false });
    expect(await one(source, 'worker.drain', [EMBED])).toMatchObject({ outcome: 'succeeded' });
    expect(sink.observations).toContainEqual({ section: 'workers', patch: { id: EMBED, draining: true } });
    await waitForRow(EMBED, ({ draining }) => draining);
    expect(await workerRow(SPLIT)).toMatchObject({ draining: false });
    const next = await queue.add('short', {});
    for (const { id } of [held, other]) {
      await one(source, 'job.cancel', [`queues.embed.${id}`], { params: { terminate: true } });
      await waitForEvent(sink, 'job:cancelled', `queues.embed.${id}`);
    }
    await waitForRow(EMBED, ({ failed }) => failed === 2);
    expect(await queue.getJobState(next.id!)).toBe('waiting');
    const { id: elsewhere } = await fixture.queue('split').add('short', {});
    await waitForEvent(sink, 'job:completed', `queues.split.${elsewhere}`);
    await one(source, 'worker.drain', [EMBED], { params: { resume: true } });
    await waitForRow(EMBED, ({ draining }) => draining === false);
    await waitForEvent(sink, 'job:completed', `queues.embed.${next.id}`);

    expect(await one(source, 'worker.scale', [EMBED], { params: { concurrency: 0 } })).toMatchObject({
      outcome: 'failed',
      message: 'params.concurrency: expected a whole number from 1 to 1000',
    });
    expect(await one(source, 'worker.scale', [EMBED], { params: { concurrency: 5 } })).toMatchObject({
      outcome: 'succeeded',
    });
    expect(sink.observations).toContainEqual({ section: 'workers', patch: { id: EMBED, concurrency: 5 } });
    await waitForRow(EMBED, ({ concurrency }) => concurrency === 5);
    expect(await workerRow(SPLIT)).toMatchObject({ concurrency: 2 });
  });

  it('are taken away at once when they were shut down, and stay as dead when they were killed', async () => {
    expect(await one(source, 'worker.shutdown', [EMBED])).toMatchObject({ outcome: 'succeeded' });
    await waitFor(async () => !(await workerRow(EMBED)), 'the worker to go');
    expect(removalsOf(sink)).toEqual([EMBED]);
    expect(await one(source, 'worker.shutdown', [EMBED])).toMatchObject({ code: 'STATE_CHANGED' });
    await process.signal('SIGKILL');
    await waitFor(async () => !(await workerRow(SPLIT)), 'the worker to be missed');
    expect(removalsOf(sink)).toEqual([EMBED]);
  });

  it('announce the end of their process', async () => {
    await process.signal('SIGTERM');
    await waitFor(async () => (await rowsOf(source, 'workers')).length === 0, 'the workers to go');
    expect(removalsOf(sink).sort()).toEqual([EMBED, SPLIT]);
  });

  it('are answered for within the limit when their process hangs', async () => {
    await process.signal('SIGSTOP');
    expect(await one(source, 'worker.ping', [EMBED])).toMatchObject({
      outcome: 'failed',
      message: 'its process did not answer within 3 s',
    });
    process.child.kill('SIGCONT');
  });

  it('are asked in vain at once when their process was killed a moment ago', async () => {
    await workerRow(EMBED);
    await process.signal('SIGKILL');
    expect(await one(source, 'worker.ping', [EMBED])).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('does not listen'),
    });
  });

  it('report again after Redis was away', async () => {
    await fixture.redis.kill();
    await fixture.redis.launch();
    const redis = fixture.redis.connect();
    await redis.del('agentos:reporter:bull');
    redis.disconnect();
    await waitFor(
      async () =>
        (await operateOn(source, 'worker.ping', [EMBED]).catch(() => []))[0]?.outcome === 'succeeded',
      'the answer',
    );
    expect(await waitForRow(EMBED, ({ memoryBytes }) => memoryBytes)).toMatchObject({ concurrency: 2 });
  });

  it('do not spoil the others by what stands in place of their reports', async () => {
    await process.signal('SIGKILL');
    const redis = fixture.redis.connect();
    await fixture.worker('embed', async () => {}, { name: 'plain', autorun: false });
    await redis.hset('agentos:reporter:bull', { a: 'x', b: '1 {}', __proto__x: '1 {"id":"__proto__x"}' });
    expect(await waitForRow('queues.embed.plain', () => true)).not.toHaveProperty('version');
    await redis.del('agentos:reporter:bull');
    await redis.set('agentos:reporter:bull', 'text');
    expect(await workerRow('queues.embed.plain')).toBeDefined();
    redis.disconnect();
  });
});
