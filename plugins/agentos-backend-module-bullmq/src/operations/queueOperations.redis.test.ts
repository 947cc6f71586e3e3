import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { BullmqFixture } from '../__testUtils__/BullmqFixture';
import { operateOn, wordsOf } from '../__testUtils__/operateOn';

async function createSubject() {
  const fixture = await BullmqFixture.start();
  const queue = fixture.queue('embed');
  await queue.waitUntilReady();
  const { source, sink } = await fixture.started({ queues: ['embed', 'empty'] });
  const run = async (kind: OperationKind, params: JsonObject = {}, signal?: AbortSignal) =>
    (await operateOn(source, kind, ['queues.embed'], { params, signal }))[0];
  return { fixture, queue, source, sink, run };
}

describe('operations on queues', () => {
  let subject: Awaited<ReturnType<typeof createSubject>>;
  beforeEach(async () => {
    subject = await createSubject();
  });
  afterEach(() => subject.fixture.close());

  it('pauses and resumes, and tells whether it was done', async () => {
    const { run, queue, source, sink } = subject;
    const print = async () =>
      source.fingerprint({ kind: 'queue.pause', targets: ['queues.embed', 'queues.other'] });
    expect(await print()).toEqual(['running', undefined]);
    expect(await run('queue.resume')).toMatchObject({ outcome: 'skipped', code: 'STATE_CHANGED' });
    expect(await run('queue.pause')).toMatchObject({ outcome: 'succeeded' });
    expect(await queue.isPaused()).toBe(true);
    expect(await print()).toEqual(['paused', undefined]);
    await waitFor(
      () => sink.observations.some(seen => 'patch' in seen && seen.patch.paused === true),
      'the row to be paused',
    );
    expect(await run('queue.pause')).toMatchObject({ outcome: 'skipped', code: 'STATE_CHANGED' });
    expect(await run('queue.resume')).toMatchObject({ outcome: 'succeeded' });
    expect(await queue.isPaused()).toBe(false);
    expect(wordsOf(await operateOn(source, 'queue.pause', ['queues.other', 'queues']))).toEqual([
      'GONE',
      'GONE',
    ]);
  });

  it('does not stamp a queue that it opens', async () => {
    const { fixture, source } = subject;
    const redis = fixture.redis.connect();
    await redis.del('bull:embed:meta');
    await operateOn(source, 'job.create', ['queues.embed'], { params: { name: 'embed.document' } });
    expect(await redis.hget('bull:embed:meta', 'version')).toBeNull();
    redis.disconnect();
  });

  it('creates a job', async () => {
    const { run, queue, sink } = subject;
    const opts = { delay: 3_600_000, priority: 2, attempts: 4 };
    const outcome = await run('job.create', { name: 'embed.document', data: { text: 'a' }, opts });
    expect(outcome).toMatchObject({ outcome: 'succeeded', newJobId: 'queues.embed.1' });
    const job = (await queue.getJob('1'))!;
    expect([job.name, job.data, job.opts]).toEqual([
      'embed.document',
      { text: 'a' },
      expect.objectContaining(opts),
    ]);
    expect(sink.observations).toContainEqual({
      section: 'queues',
      patch: expect.objectContaining({ id: 'queues.embed', scheduled: 1 }),
    });
  });

  it.each<[OperationKind, JsonObject, string]>([
    ['job.create', {}, 'params.name: expected a value, got nothing'],
    ['job.create', { name: '' }, 'params.name: expected a text'],
    ['job.create', { name: 'a', opts: [] }, 'params.opts: expected an object'],
    [
      'job.create',
      { name: 'a', opts: { priority: -1 } },
      'params.priority: expected a whole number from 0 to 2097151',
    ],
    [
      'job.create',
      { name: 'a', opts: { jobId: '7' } },
      'params.opts.jobId: expected delay, priority or attempts only',
    ],
    ['queue.clean', {}, 'params.state: expected one of completed, failed, wait, delayed'],
    ['queue.clean', { state: 'active' }, 'params.state: expected one of completed, failed, wait, delayed'],
    ['queue.clean', { state: 'wait', limit: 1e9 }, 'params.limit: expected a whole number from 1 to 100000'],
    ['queue.limit', {}, 'params: expected concurrency, or max with durationMs; null takes a limit away'],
    ['queue.limit', { max: 5 }, 'params.durationMs: expected a value, got nothing'],
    ['queue.limit', { concurrency: 0 }, 'params.concurrency: expected a whole number from 1 to 1000000'],
  ])('refuses %s with %j', async (kind, params, message) => {
    const { run, queue } = subject;
    await queue.add('embed.document', {});
    expect(await run(kind, params)).toEqual({ id: 'queues.embed', outcome: 'failed', message });
    expect(await queue.getWaitingCount()).toBe(1);
  });

  it('limits a queue, and takes limits away', async () => {
    const { run, queue, source } = subject;
    const print = async () =>
      (await source.fingerprint({ kind: 'queue.limit', targets: ['queues.embed'] }))[0];
    const before = await print();
    expect(await run('queue.limit', { concurrency: 2, max: 5, durationMs: 1_000 })).toMatchObject({
      outcome: 'succeeded',
    });
    expect(await queue.getGlobalConcurrency()).toBe(2);
    expect(await queue.getGlobalRateLimit()).toEqual({ max: 5, duration: 1_000 });
    expect(await print()).not.toBe(before);
    await run('queue.limit', { concurrency: null });
    expect(await queue.getGlobalConcurrency()).toBeNull();
    expect(await queue.getGlobalRateLimit()).toEqual({ max: 5, duration: 1_000 });
    await run('queue.limit', { max: null });
    expect(await print()).toBe(before);
  });

  it('cleans jobs of a state and an age, up to a limit', async () => {
    const { fixture, run, queue, sink } = subject;
    await fixture.worker('embed', async () => {});
    await queue.addBulk(Array.from({ length: 30 }, () => ({ name: 'embed.document', data: {} })));
    await waitFor(async () => (await queue.getCompletedCount()) === 30, 'the jobs');
    expect(await run('queue.clean', { state: 'completed', olderThanMs: 3_600_000 })).toMatchObject({
      message: '0 jobs removed',
    });
    expect(await run('queue.clean', { state: 'completed', limit: 20 })).toMatchObject({
      message: '20 jobs removed',
    });
    expect(await queue.getCompletedCount()).toBe(10);
    await waitFor(() => sink.observations.some(seen => 'remove' in seen), 'rows to go');
  });

  it('empties a queue of more jobs than one script may take, and leaves the others', async () => {
    const { fixture, run, queue, source, sink } = subject;
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    await queue.add('embed.document', {}, { jobId: 'running' });
    await fixture.worker('embed', () => released);
    await waitFor(async () => (await queue.getActiveCount()) === 1, 'the job to run');
    const many = (count: number, opts: object) =>
      Array.from({ length: count }, () => ({ name: 'embed.document', data: {}, opts }));
    await queue.addBulk([
      ...many(2_500, {}),
      ...many(1_200, { priority: 1 }),
      ...many(3, { delay: 3_600_000 }),
    ]);
    const [before] = (await source.collect('queues')).rows;
    expect(before.queued).toBe(3_700);
    expect(await run('queue.empty')).toMatchObject({ outcome: 'succeeded', message: '3700 jobs removed' });
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, prioritized: 0, active: 1, delayed: 3 });
    expect(sink.observations).toContainEqual({
      section: 'queues',
      patch: expect.objectContaining({ id: 'queues.embed', queued: 0, processing: 1 }),
    });
    // The jobs on screen are not shown as queued any longer.
    const rows = (await source.collect('jobs')).rows.filter(({ state }) => state === 'queued');
    expect(rows).toEqual([]);
    release();
  });

  it('says how far it came when it is aborted', async () => {
    const { run, queue } = subject;
    const many = Array.from({ length: 3_000 }, () => ({ name: 'embed.document', data: {} }));
    await queue.addBulk(many);
    const controller = new AbortController();
    const asked = run('queue.empty', {}, controller.signal);
    await waitFor(async () => (await queue.getWaitingCount()) < 3_000, 'the first chunk');
    controller.abort();
    const { code, message } = await asked;
    expect([code, message]).toEqual([
      'ABORTED',
      expect.stringMatching(/^ended after \d000 jobs were removed$/),
    ]);
    expect(await queue.getWaitingCount()).toBeGreaterThan(0);
    expect(await run('queue.empty', {}, AbortSignal.abort())).toMatchObject({
      outcome: 'skipped',
      code: 'ABORTED',
    });
  });

  it('puts no job into a queue that bullmq 5 paused, and does not pause one of its queues', async () => {
    const { fixture, run, queue, source } = subject;
    const redis = fixture.redis.connect();
    await redis.hset('bull:embed:meta', 'version', 'bullmq:5.58.0');
    expect(await run('queue.pause')).toMatchObject({ outcome: 'skipped', code: 'BLOCKED' });
    await redis.hset('bull:embed:meta', 'paused', '1');
    await queue.add('embed.document', {}, { jobId: 'later', delay: 3_600_000 });
    expect(await run('job.create', { name: 'a' })).toMatchObject({ outcome: 'skipped', code: 'BLOCKED' });
    expect(wordsOf(await operateOn(source, 'job.promote', ['queues.embed.later']))).toEqual(['BLOCKED']);
    await redis.lpush('bull:embed:paused', 'first');
    expect(await run('queue.resume')).toMatchObject({ outcome: 'succeeded' });
    expect(await redis.lrange('bull:embed:wait', 0, -1)).toEqual(['first']);
    expect(wordsOf(await operateOn(source, 'job.promote', ['queues.embed.later']))).toEqual(['succeeded']);
    redis.disconnect();
  });
});
