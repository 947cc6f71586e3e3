import { EVENT_PAYLOADS, type EventName } from '@agentos-portal/plugin-agentos-common';
import {
  describeSourceContract,
  ManualClock,
  MemorySourceStore,
  RecordingSink,
} from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { sampleSourceFactory } from './sampleSourceFactory';
import type { SampleSource } from './SampleSource';
import { runFor } from './testUtils/runFor';

function createSource(store = new MemorySourceStore()) {
  const clock = new ManualClock();
  const source = sampleSourceFactory.create({
    id: 'sample',
    config: new ConfigReader({ id: 'sample', type: 'sample' }),
    instance: { id: 'main', title: 'Main', timeZone: 'UTC', agents: [] },
    logger: mockServices.logger.mock(),
    store,
    clock,
  }) as SampleSource;
  return { source, clock, runFor: (ms: number) => runFor(clock, source, ms) };
}

describeSourceContract('sample', async () => {
  const { source, runFor: pass } = createSource();
  return { source, runOneJob: () => pass(5_000), dispose: async () => {} };
});

describe('SampleSource', () => {
  it('says that it shows sample data, what it can do, and why not the rest', () => {
    const { source } = createSource();
    expect(source.sample).toBe(true);
    const capable = source.capabilities().filter(capability => capability.capable);
    expect(capable.map(({ kind }) => kind)).toEqual([
      'job.retry',
      'job.cancel',
      'job.promote',
      'job.remove',
      'queue.pause',
      'queue.resume',
      'worker.drain',
    ]);
  });

  it('gives no number that nobody measured', async () => {
    const { source, runFor: pass } = createSource();
    await source.start(new RecordingSink());
    await pass(60_000);
    const workers = (await source.collect('workers')).rows;
    expect(workers).toHaveLength(14);
    for (const row of workers) {
      for (const field of ['cpuPercent', 'memoryBytes', 'tier', 'throughputPerMinute', 'successRate']) {
        expect(row[field]).toBeUndefined();
      }
    }
    const processed = workers.reduce((sum, row) => sum + Number(row.processed), 0);
    const { items } = await source.listJobs({ states: ['completed', 'failed'], limit: 500 });
    expect(processed).toBe(items.length);
    for (const row of (await source.collect('queues')).rows) {
      for (const field of ['completedToday', 'health', 'score', 'waitP95Ms'])
        expect(row[field]).toBeUndefined();
    }
    await source.stop();
  });

  it('reports events that fit their payloads, some of them for the guest', async () => {
    const { source, runFor: pass } = createSource();
    const sink = new RecordingSink();
    await source.start(sink);
    await pass(5 * 60_000);
    for (const { name, payload } of sink.events) {
      const schema = EVENT_PAYLOADS[name as EventName];
      expect(schema.parse(payload)).toEqual(payload);
    }
    const starts = sink.events.filter(
      ({ name, payload }) => name === 'job:processing' && 'waitMs' in payload,
    );
    const begun = sink.events.filter(
      ({ name, payload }) =>
        name === 'job:processing' && payload.state === 'processing' && !('progress' in payload),
    );
    expect(starts).toEqual(begun);
    expect(
      sink.events.filter(({ payload }) => payload.userId === 'user:default/guest').length,
    ).toBeGreaterThan(20);
    await source.stop();
  });

  it('never gives an id twice, also over restarts', async () => {
    const store = new MemorySourceStore();
    const events: string[] = [];
    const rows = new Map<string, Set<unknown>>();
    for (let run = 0; run < 2; run += 1) {
      const { source, runFor: pass } = createSource(store);
      const sink = new RecordingSink();
      await source.start(sink);
      await pass(30_000);
      await source.stop();
      events.push(...sink.events.map(({ id }) => id));
      for (const observation of sink.observations) {
        if (!('upsert' in observation) || !['jobs', 'logs'].includes(observation.section)) continue;
        const { id } = observation.upsert;
        rows.set(id, (rows.get(id) ?? new Set()).add(run));
      }
    }
    expect(events[0]).toMatch(/^sample:1:\d+$/);
    expect(new Set(events).size).toBe(events.length);
    for (const runs of rows.values()) expect(runs.size).toBe(1);
  });

  it('tells everything it knows of a job', async () => {
    const { source, runFor: pass } = createSource();
    await source.start(new RecordingSink());
    await pass(30_000);
    const { items } = await source.listJobs({ queue: 'split', states: ['completed'], limit: 1 });
    const id = String(items[0].id);

    const detail = (await source.getJob(id))!;

    expect(detail.job).toEqual(items[0]);
    expect(detail.args).toMatchObject({ documentId: expect.any(String), runId: expect.any(String) });
    expect(detail.result).toMatchObject({ chunks: expect.any(Array), sentences: expect.any(Number) });
    expect(detail.attempts).toEqual([
      { attempt: 1, startedAt: detail.job.startedAt, finishedAt: detail.job.finishedAt },
    ]);
    expect(detail.timeline!.map(({ state }) => state)).toEqual(['queued', 'processing', 'completed']);
    expect(detail.flow!.parent).toMatch(/^sample\.fetch\.1-\d+$/);
    expect(detail.flow!.children).toEqual([expect.stringMatching(/^sample\.extract\.1-\d+$/)]);
    expect(JSON.parse(JSON.stringify(detail))).toEqual(detail);
    expect(await source.getJobLogs(id)).toEqual([
      {
        line: 1,
        level: 'info',
        at: detail.job.finishedAt,
        text: expect.stringMatching(/chunks of \d+ sentences$/),
      },
    ]);
    expect(await source.getJobLogs('sample.split.1-999999')).toBeUndefined();
    await source.stop();
  });

  it('tells why an attempt failed', async () => {
    const { source, runFor: pass } = createSource();
    await source.start(new RecordingSink());
    await pass(4 * 60_000);
    const { items } = await source.listJobs({ states: ['failed'], limit: 1 });
    const detail = (await source.getJob(String(items[0].id)))!;
    expect(detail.error).toMatchObject({
      type: expect.stringMatching(/Error$/),
      message: expect.any(String),
    });
    expect(items[0].error).toEqual({ type: detail.error!.type, message: detail.error!.message });
    expect(detail.attempts!.at(-1)).toMatchObject({
      error: detail.error!.message,
      stack: expect.stringContaining('\n    at '),
    });
    await source.stop();
  });

  it('answers no call before its start and after its stop', async () => {
    const { source } = createSource();
    const refused = { name: 'ServiceUnavailableError', message: 'Source sample is not started' };
    await expect(source.collect('queues')).rejects.toMatchObject(refused);
    await source.start(new RecordingSink());
    await expect(source.collect('agents')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: "Source sample has no section 'agents'",
    });
    await source.stop();
    await source.stop();
    await expect(source.listJobs({ limit: 1 })).rejects.toMatchObject(refused);
  });
});
