import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Queue } from 'bullmq';
import { BullmqFixture, toldOf, waitForEvent } from '../__testUtils__/BullmqFixture';
import { operateOn, wordsOf } from '../__testUtils__/operateOn';

const row = (jobId: string) => `queues.embed.${jobId}`;

/** A queue with a job of each kind: `broken`, `done`, `running`, `later`, `urgent`, `ready`. */
async function createSubject() {
  const fixture = await BullmqFixture.start();
  const queue = fixture.queue('embed');
  const { source, sink } = await fixture.started({ queues: ['embed'] });
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  await queue.add('embed.document', { text: 'a' }, { jobId: 'broken', attempts: 1 });
  await queue.add('embed.document', {}, { jobId: 'done' });
  await queue.add('embed.document', {}, { jobId: 'running' });
  const worker = await fixture.worker('embed', async job => {
    if (job.id === 'broken') throw new Error('no text');
    if (job.id === 'running') await released;
  });
  await waitFor(async () => (await queue.getJobState('running')) === 'active', 'the job to run');
  await queue.add('embed.document', {}, { jobId: 'later', delay: 3_600_000 });
  await queue.add('embed.document', {}, { jobId: 'urgent', priority: 3 });
  await queue.add('embed.document', {}, { jobId: 'ready' });
  return { fixture, queue, source, sink, worker, release };
}

const stateOf = async (queue: Queue, jobId: string) => queue.getJobState(jobId);

describe('operations on jobs', () => {
  let subject: Awaited<ReturnType<typeof createSubject>>;
  beforeEach(async () => {
    subject = await createSubject();
  });
  afterEach(async () => {
    subject.release();
    await subject.fixture.close();
  });

  const ALL = ['broken', 'done', 'running', 'later', 'urgent', 'ready', 'not-there'].map(row);
  const STRANGE = [
    'queues.other.later',
    'elsewhere.embed.later',
    'queues.embed',
    'queues.embed.meta',
    'queues.embed.events',
  ];

  it('retries a failed job only, and its row changes at once', async () => {
    const { source, sink, queue } = subject;
    expect(wordsOf(await operateOn(source, 'job.retry', ALL))).toEqual([
      'succeeded',
      'STATE_CHANGED',
      'RUNNING',
      'STATE_CHANGED',
      'STATE_CHANGED',
      'STATE_CHANGED',
      'GONE',
    ]);
    expect(await stateOf(queue, 'broken')).toBe('waiting');
    const job = (await queue.getJob('broken'))!;
    expect([job.attemptsMade, job.failedReason, job.finishedOn]).toEqual([1, undefined, undefined]);
    await waitFor(
      () =>
        sink.observations.some(
          observation =>
            'upsert' in observation &&
            observation.upsert.id === row('broken') &&
            observation.upsert.state === 'queued' &&
            observation.upsert.attempt === 1,
        ),
      'the row of the retried job',
    );
    expect(sink.observations).toContainEqual({
      section: 'queues',
      patch: expect.objectContaining({ id: 'queues.embed', queued: 3, failed: 0 }),
    });
  });

  it.each(['job.retry', 'job.cancel', 'job.promote', 'job.remove'] as const)(
    'does not let %s reach what is no job of a watched queue',
    async kind => {
      const redis = subject.fixture.redis.connect();
      // It is there, with the id of a job of the watched queue.
      const other = subject.fixture.queue('other');
      await other.add('other.document', {}, { jobId: 'later', delay: 3_600_000 });
      const before = await redis.dbsize();
      expect(new Set(wordsOf(await operateOn(subject.source, kind, STRANGE)))).toEqual(new Set(['GONE']));
      expect(await redis.dbsize()).toBe(before);
      for (const queue of [subject.queue, other]) expect(await stateOf(queue, 'later')).toBe('delayed');
      redis.disconnect();
    },
  );

  it('edits and retries one job', async () => {
    const { source, queue } = subject;
    const params = { data: { text: 'b' } };
    const outcomes = await operateOn(source, 'job.editAndRetry', [row('broken')], { params });
    expect(wordsOf(outcomes)).toEqual(['succeeded']);
    expect((await queue.getJob('broken'))!.data).toEqual({ text: 'b' });
    expect(await stateOf(queue, 'broken')).toBe('waiting');
  });

  it('writes the digits of edited numbers as a person gave them', async () => {
    const { source, fixture } = subject;
    const params = { dataJson: '{ "order": 12345678901234567890, "rate": 0.10 }' };
    expect(wordsOf(await operateOn(source, 'job.editAndRetry', [row('broken')], { params }))).toEqual([
      'succeeded',
    ]);
    const redis = fixture.redis.connect();
    expect(await redis.hget('bull:embed:broken', 'data')).toBe('{"order":12345678901234567890,"rate":0.10}');
    redis.disconnect();
    expect((await source.getJob!(row('broken')))!.args).toEqual(parseExactJson(params.dataJson));

    const [refused] = await operateOn(source, 'job.editAndRetry', [row('other')], {
      params: { dataJson: '{"a"' },
    });
    expect(refused.message).toBe('params.dataJson: line 1, column 5: expected a colon after the key');
  });

  it('edits nothing without data, of two jobs, or of a job that has not failed', async () => {
    const { source, queue } = subject;
    const params = { data: { text: 'b' } };
    expect(await operateOn(source, 'job.editAndRetry', [row('broken')])).toEqual([
      { id: row('broken'), outcome: 'failed', message: 'params.data: expected a value, got nothing' },
    ]);
    const two = await operateOn(source, 'job.editAndRetry', [row('broken'), row('ready')], { params });
    expect(two.map(({ message }) => message)).toEqual(Array(2).fill('job.editAndRetry takes one target'));
    for (const jobId of ['running', 'ready']) {
      const [outcome] = await operateOn(source, 'job.editAndRetry', [row(jobId)], { params });
      expect(outcome.outcome).toBe('skipped');
      expect((await queue.getJob(jobId))!.data).toEqual({});
    }
    expect((await queue.getJob('broken'))!.data).toEqual({ text: 'a' });
  });

  it('cancels what waits, and tells it', async () => {
    const { source, sink, queue } = subject;
    expect(wordsOf(await operateOn(source, 'job.cancel', ALL))).toEqual([
      'STATE_CHANGED',
      'STATE_CHANGED',
      'RUNNING',
      'succeeded',
      'succeeded',
      'succeeded',
      'GONE',
    ]);
    expect(await queue.getJobCounts()).toMatchObject({ active: 1, delayed: 0, prioritized: 0, waiting: 0 });
    await waitForEvent(sink, 'job:cancelled', row('ready'));
    expect(new Set(toldOf(sink, 'job:cancelled'))).toEqual(new Set(['later', 'urgent', 'ready'].map(row)));
    const rows = (await source.collect('jobs')).rows;
    expect(rows.find(({ id }) => id === row('ready'))).toMatchObject({ state: 'cancelled' });
  });

  it('leaves a running job to its worker, which here listens to nobody', async () => {
    const { source, queue } = subject;
    const outcomes = await operateOn(source, 'job.cancel', [row('running')], { params: { terminate: true } });
    expect(outcomes).toEqual([
      {
        id: row('running'),
        outcome: 'skipped',
        code: 'NOT_CAPABLE',
        message: expect.stringContaining('this worker has no reporter'),
      },
    ]);
    expect(await stateOf(queue, 'running')).toBe('active');
  });

  it('promotes a delayed job', async () => {
    const { source, queue } = subject;
    expect(wordsOf(await operateOn(source, 'job.promote', ALL))).toEqual([
      'STATE_CHANGED',
      'STATE_CHANGED',
      'RUNNING',
      'succeeded',
      'STATE_CHANGED',
      'STATE_CHANGED',
      'GONE',
    ]);
    expect(await stateOf(queue, 'later')).toBe('waiting');
  });

  it('removes what does not run', async () => {
    const { source, sink, queue } = subject;
    expect(wordsOf(await operateOn(source, 'job.remove', ALL))).toEqual([
      'succeeded',
      'succeeded',
      'RUNNING',
      'succeeded',
      'succeeded',
      'succeeded',
      'GONE',
    ]);
    expect(await queue.getJobCounts()).toMatchObject({ active: 1, completed: 0, failed: 0, waiting: 0 });
    await waitFor(
      () => sink.observations.some(seen => 'remove' in seen && seen.remove === row('broken')),
      'the row to go',
    );
  });

  it('leaves the next job of a schedule to its schedule', async () => {
    const { source, queue } = subject;
    const next = await queue.upsertJobScheduler('often', { every: 3_600_000 }, { name: 'embed.all' });
    const [{ code, message }] = await operateOn(source, 'job.remove', [
      `queues.embed.${next!.id!.replaceAll(':', '~3A')}`,
    ]);
    expect([code, message]).toEqual(['BLOCKED', 'it is the next job of a schedule: remove the schedule']);
  });

  it('tells by a fingerprint whether it was done', async () => {
    const { source, queue, release } = subject;
    const print = async (kind: 'job.retry' | 'job.promote' | 'job.remove' | 'job.cancel', jobId: string) =>
      (await source.fingerprint({ kind, targets: [row(jobId)] }))[0];
    const cases = [
      ['job.retry', 'broken'],
      ['job.promote', 'later'],
      ['job.cancel', 'ready'],
      ['job.remove', 'done'],
    ] as const;
    for (const [kind, jobId] of cases) {
      const before = await print(kind, jobId);
      expect(before).toBeDefined();
      expect(await print(kind, jobId)).toBe(before);
      await operateOn(source, kind, [row(jobId)]);
      expect(await print(kind, jobId)).not.toBe(before);
    }
    expect(await print('job.remove', 'not-there')).toBeUndefined();
    expect(await print('job.cancel', 'running')).toBeUndefined();

    // A job that starts by itself is not one that was removed.
    const waiting = await print('job.remove', 'urgent');
    release();
    await waitFor(async () => (await stateOf(queue, 'urgent')) === 'completed', 'the job');
    expect(await print('job.remove', 'urgent')).toBe(waiting);
  });

  it('tells a job that failed again from one that was not retried', async () => {
    const { source, queue, release } = subject;
    const print = async () => source.fingerprint({ kind: 'job.retry', targets: [row('broken')] });
    const before = await print();
    await operateOn(source, 'job.retry', [row('broken')]);
    release();
    await waitFor(async () => (await queue.getJob('broken'))!.attemptsMade === 2, 'the second failure');
    expect(await stateOf(queue, 'broken')).toBe('failed');
    expect(await print()).not.toEqual(before);
  });
});
