import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { FlowProducer, type Queue } from 'bullmq';
import { BullmqFixture, rowsOf, waitForEvent } from '../__testUtils__/BullmqFixture';

describe('jobs', () => {
  let fixture: BullmqFixture;
  let queue: Queue;
  const config = { queues: ['embed', 'parents'] };

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    queue = fixture.queue('embed');
  });

  afterEach(() => fixture.close());

  const addAll = () =>
    queue.addBulk([
      { name: 'waiting', data: {} },
      { name: 'prioritized', data: {}, opts: { priority: 2 } },
      { name: 'delayed', data: {}, opts: { delay: 60_000 } },
    ]);

  it('are read from the lists when the feed did not see them', async () => {
    const worker = await fixture.worker('embed', async ({ name }) => {
      if (name === 'failed') throw new Error('no');
    });
    await queue.addBulk([
      { name: 'completed', data: {} },
      { name: 'failed', data: {} },
      { name: 'retrying', data: {}, opts: { attempts: 2, backoff: 60_000 } },
    ]);
    await waitFor(async () => (await queue.getFailedCount()) === 1, 'the jobs');
    await worker.close();
    await addAll();
    await queue.add('retrying', {});
    const { source } = await fixture.started(config);
    const rows = await rowsOf(source, 'jobs');
    for (const row of rows) SECTIONS.jobs.fields.parse(row);
    expect(rows.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'completed completed',
      'delayed scheduled',
      'failed failed',
      'prioritized queued',
      'retrying completed',
      'retrying queued',
      'waiting queued',
    ]);
  });

  it('that wait for another try are retrying, whoever saw them', async () => {
    await fixture.worker('embed', async () => {
      throw new Error('busy');
    });
    const { source, sink } = await fixture.started(config);
    await queue.add('retry', {}, { attempts: 3, backoff: 60_000 });
    await waitFor(() => sink.events.some(({ payload }) => payload.state === 'retrying'), 'the failure');
    const later = await fixture.started(config);
    for (const each of [source, later.source]) {
      expect(await rowsOf(each, 'jobs')).toEqual([
        expect.objectContaining({
          state: 'retrying',
          attempt: 1,
          error: { message: 'busy', fingerprint: expect.any(String) },
        }),
      ]);
    }
  });

  it('that went without a word are gone with the next full read', async () => {
    const { source, sink } = await fixture.started(config);
    const [waiting] = await addAll();
    await waitForEvent(sink, 'job:created', `queues.embed.${waiting.id}`);
    expect(await rowsOf(source, 'jobs')).toHaveLength(3);
    await queue.drain(true);
    // Draining leaves no entry in the stream, the next job does.
    const next = await queue.add('next', {});
    await waitForEvent(sink, 'job:created', `queues.embed.${next.id}`);
    const names = (await rowsOf(source, 'jobs')).map(({ name }) => name);
    expect(names).toEqual(['next']);
  });

  it('are shown up to 200 that do not run, the last changed', async () => {
    await fixture.worker('embed', async () => {}, { concurrency: 20 });
    await queue.addBulk(Array.from({ length: 260 }, () => ({ name: 'job', data: {} })));
    await waitFor(async () => (await queue.getCompletedCount()) === 260, 'the jobs');
    const { source } = await fixture.started({ queues: ['embed'] });
    const rows = await rowsOf(source, 'jobs');
    expect(rows).toHaveLength(200);
    const [newest] = await queue.getCompleted(0, 0);
    expect(rows.map(({ sourceId }) => sourceId)).toContain(newest.id);
  });

  it('give their detail, their log and their place in a flow', async () => {
    await fixture.worker('embed', async job => {
      await job.log('first');
      await job.updateProgress(50);
      if (job.attemptsMade === 0) throw new RangeError('too far');
      await job.log('second');
      return { vectors: 3, id: 1 };
    });
    const { source, sink } = await fixture.started(config);
    const producer = new FlowProducer({
      connection: { url: fixture.redis.url },
    });
    const flow = await producer.add({
      name: 'report',
      queueName: 'parents',
      children: [
        {
          name: 'embed.document',
          queueName: 'embed',
          data: { document: 'a', big: 1 },
          opts: { attempts: 2, backoff: 1 },
        },
      ],
    });
    await producer.close();
    const parent = `queues.parents.${flow.job.id}`;
    const child = `queues.embed.${flow.children![0].job.id}`;
    await waitForEvent(sink, 'job:completed', child);

    const detail = (await source.getJob(child))!;
    expect(SECTIONS.jobs.fields.parse(detail.job)).toMatchObject({
      state: 'completed',
      attempt: 2,
    });
    expect(detail).toMatchObject({
      args: { document: 'a', big: 1 },
      result: { vectors: 3, id: 1 },
      error: undefined,
      flow: { parent, children: [] },
      attempts: [
        {
          attempt: 1,
          error: 'RangeError: too far',
          stack: expect.stringContaining('\n'),
        },
        {
          attempt: 2,
          startedAt: expect.any(String),
          finishedAt: expect.any(String),
        },
      ],
    });
    expect(detail.timeline!.map(({ state }) => state)).toEqual([
      'queued',
      'queued',
      'processing',
      'completed',
    ]);
    expect(await source.getJobLogs(child)).toEqual([
      { line: 1, text: 'first' },
      { line: 2, text: 'first' },
      { line: 3, text: 'second' },
    ]);
    expect((await source.getJob(parent))!.flow!.children).toEqual([child]);
  });

  it('say what went wrong', async () => {
    await fixture.worker('embed', async () => {
      throw new RangeError('too far');
    });
    const { source, sink } = await fixture.started(config);
    const { id } = await queue.add('job', {});
    await waitForEvent(sink, 'job:failed');
    expect(await source.getJob(`queues.embed.${id}`)).toMatchObject({
      result: undefined,
      error: {
        type: 'RangeError',
        message: 'too far',
        stack: expect.stringContaining('RangeError: too far\n'),
      },
      attempts: [
        {
          attempt: 1,
          error: 'RangeError: too far',
          finishedAt: expect.any(String),
        },
      ],
    });
  });

  it('are read whatever stands in them, and nothing but jobs is', async () => {
    const { source } = await fixture.started(config);
    const redis = fixture.redis.connect();
    const hash = {
      name: '<b>',
      timestamp: '1767225600000',
      data: '{"a":',
      stacktrace: '{"x":1}',
      returnvalue: 'x',
    };
    await redis.hset('bull:embed:odd', hash);
    await redis.hset('bull:embed:large', {
      ...hash,
      data: `"${'x'.repeat(1_100_000)}"`,
    });
    await redis.hset('bull:elsewhere:1', hash);
    await redis.hset('bull:embed:repeat:x', { name: 'schedule', data: '{}' });
    await redis.lpush('bull:embed:list', '1');
    redis.disconnect();
    expect(await source.getJob('queues.embed.odd')).toMatchObject({
      job: {
        state: 'unknown',
        reason: 'in none of the lists of its queue',
        name: '<b>',
      },
      // A key that is to be hidden cannot be told in it.
      omitted: { args: { bytes: 5, reason: 'opaque' } },
      attempts: [],
    });
    const large = (await source.getJob('queues.embed.large'))!;
    expect(large.args).toBeUndefined();
    expect(large.omitted).toMatchObject({ args: { bytes: 1_100_002, reason: 'long' } });
    for (const id of [
      'queues.embed.meta',
      'queues.embed.list',
      'queues.embed.repeat~3ax',
      'queues.elsewhere.1',
      'other.embed.odd',
      'queues.embed',
      'queues.embed.odd.x',
      '../x',
    ]) {
      expect(await source.getJob(id)).toBeUndefined();
      expect(await source.getJobLogs(id)).toBeUndefined();
    }
  });

  it('are paged through by queue and state', async () => {
    const worker = await fixture.worker('embed', async () => {});
    await queue.addBulk(Array.from({ length: 25 }, () => ({ name: 'done', data: {} })));
    await waitFor(async () => (await queue.getCompletedCount()) === 25, 'the jobs');
    await worker.close();
    await addAll();
    const { source } = await fixture.started(config);
    const readAll = async (query: { queue?: string; states?: string[] }) => {
      const names: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await source.listJobs({ ...query, cursor, limit: 10 });
        for (const row of page.items) SECTIONS.jobs.fields.parse(row);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return names;
    };
    expect(await readAll({})).toHaveLength(28);
    expect(await readAll({ states: ['completed'] })).toEqual(Array(25).fill('done'));
    expect(await readAll({ states: ['queued', 'scheduled'] })).toEqual(['waiting', 'prioritized', 'delayed']);
    expect(await readAll({ states: ['retrying'] })).toEqual([]);
    expect(await readAll({ queue: 'parents' })).toEqual([]);
    await expect(source.listJobs({ cursor: 'x', limit: 10 })).rejects.toThrow('cursor: expected');
  });
});
