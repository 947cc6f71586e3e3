import { MemorySourceStore, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Queue } from 'bullmq';
import { BullmqFixture, rowsOf, toldOf, waitForEvent } from '../__testUtils__/BullmqFixture';

describe('the feed', () => {
  let fixture: BullmqFixture;
  let queue: Queue;
  const config = { queues: ['embed', 'other'] };

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    queue = fixture.queue('embed');
  });

  afterEach(() => fixture.close());

  const runJobs = async (count: number) => {
    const jobs = await queue.addBulk(
      Array.from({ length: count }, () => ({
        name: 'embed.document',
        data: {},
      })),
    );
    await waitFor(async () => (await queue.getJobCountByTypes('waiting', 'active')) === 0, 'the jobs');
    return jobs.map(({ id }) => `queues.embed.${id}`);
  };

  it('tells nothing of what happened before its first start', async () => {
    await fixture.worker('embed', async () => {});
    await runJobs(3);
    const { sink } = await fixture.started(config);
    const [job] = await runJobs(1);
    await waitForEvent(sink, 'job:completed', job);
    expect(toldOf(sink, 'job:created')).toEqual([job]);
    expect(toldOf(sink, 'job:completed')).toEqual([job]);
  });

  it('goes on where it was when it is started again, without loss or repetition', async () => {
    const store = new MemorySourceStore();
    await fixture.worker('embed', async () => {});
    const first = await fixture.started(config, { store });
    const before = await runJobs(5);
    await waitFor(() => toldOf(first.sink, 'job:completed').length === 5, 'the first five');
    await first.source.stop();
    expect(first.sink.failures).toEqual([]);

    const meanwhile = await runJobs(40);
    const second = await fixture.started(config, { store });
    const after = await runJobs(5);
    await waitFor(() => toldOf(second.sink, 'job:completed').length >= 45, 'what happened meanwhile');
    expect(toldOf(first.sink, 'job:completed').sort()).toEqual(before.sort());
    expect(toldOf(second.sink, 'job:completed').sort()).toEqual([...meanwhile, ...after].sort());
  });

  it('misses nothing of a queue that was made while it was not running', async () => {
    await queue.waitUntilReady();
    const store = new MemorySourceStore();
    const first = await fixture.started({}, { store });
    await queue.add('embed.document', {});
    await waitForEvent(first.sink, 'job:created');
    await first.source.stop();
    const { id } = await fixture.queue('late').add('late.document', {});
    const second = await fixture.started({}, { store });
    await waitForEvent(second.sink, 'job:created', `queues.late.${id}`);
    expect(toldOf(second.sink, 'job:created')).toHaveLength(1);
  });

  it('tells each of 2,000 jobs exactly once', async () => {
    await fixture.worker('embed', async () => {}, { concurrency: 50 });
    const { sink } = await fixture.started(config);
    const jobs = await runJobs(2_000);
    await waitFor(() => toldOf(sink, 'job:completed').length >= 2_000, 'the end of the flood');
    for (const name of ['job:created', 'job:completed']) {
      expect(toldOf(sink, name).sort()).toEqual(jobs.slice().sort());
    }
    const ids = sink.events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(sink.failures).toEqual([]);
  });

  it('follows a job through failure, back-off and the end of its attempts', async () => {
    await fixture.worker('embed', async () => {
      throw new TypeError('no such document');
    });
    const { sink } = await fixture.started(config);
    const job = await queue.add('embed.document', {}, { attempts: 2, backoff: 200 });
    const failed = await waitForEvent(sink, 'job:failed');
    expect(failed.payload).toMatchObject({
      jobId: `queues.embed.${job.id}`,
      name: 'embed.document',
      queue: 'embed',
      state: 'failed',
      attempt: 2,
      maxAttempts: 2,
      worker: 'queues.embed.worker-of-embed',
      error: { message: 'no such document' },
    });
    expect(sink.events.map(({ name, payload }) => [name, payload.state])).toEqual([
      ['job:created', 'queued'],
      ['job:processing', 'processing'],
      ['job:processing', 'retrying'],
      ['job:processing', 'processing'],
      ['job:failed', 'failed'],
    ]);
  });

  it('tells of pausing, of removal before the end, and of nothing after it', async () => {
    const { sink } = await fixture.started(config);
    await queue.pause();
    const job = await queue.add('embed.document', {}, { delay: 60_000 });
    await job.remove();
    const cancelled = await waitForEvent(sink, 'job:cancelled');
    expect(cancelled.payload).toMatchObject({
      name: 'embed.document',
      state: 'cancelled',
      reason: 'removed before it finished',
    });
    expect(sink.observations).toContainEqual({
      section: 'queues',
      patch: { id: 'queues.embed', paused: true },
    });

    await queue.resume();
    const done = await queue.add('embed.document', {});
    await fixture.worker('embed', async () => {});
    await waitForEvent(sink, 'job:completed');
    await done.remove();
    await waitFor(
      () => sink.observations.some(seen => 'remove' in seen && seen.remove === `queues.embed.${done.id}`),
      'the removal of the row',
    );
    expect(toldOf(sink, 'job:cancelled')).toHaveLength(1);
  });

  it('shows a job that BullMQ removes as soon as it completes', async () => {
    await fixture.worker('embed', async () => {}, {
      removeOnComplete: { count: 0 },
    });
    const { source, sink } = await fixture.started(config);
    const job = await queue.add('embed.document', {});
    await waitForEvent(sink, 'job:completed');
    expect(await queue.getJob(job.id!)).toBeUndefined();
    expect(await rowsOf(source, 'jobs')).toEqual([
      expect.objectContaining({
        id: `queues.embed.${job.id}`,
        name: 'embed.document',
        state: 'completed',
        runMs: expect.any(Number),
      }),
    ]);
  });

  it('notices that entries were trimmed before it read them, and reads the jobs anew', async () => {
    const store = new MemorySourceStore();
    const redis = fixture.redis.connect();
    const first = await fixture.started(config, { store });
    await queue.add('embed.document', {});
    await waitForEvent(first.sink, 'job:created');
    await first.source.stop();
    await queue.addBulk([1, 2, 3].map(() => ({ name: 'lost', data: {} })));
    await redis.xtrim('bull:embed:events', 'MAXLEN', 1);
    redis.disconnect();

    const { source, sink } = await fixture.started(config, { store });
    expect(await rowsOf(source, 'services')).toEqual([
      expect.objectContaining({
        status: 'degraded',
        detail: expect.stringContaining('events of queue embed were trimmed'),
      }),
    ]);
    const names = (await rowsOf(source, 'jobs')).map(({ name }) => name);
    expect(names.filter(name => name === 'lost')).toHaveLength(3);
    const next = await queue.add('embed.document', {});
    await waitForEvent(sink, 'job:created', `queues.embed.${next.id}`);
  });

  it('forgets what it knew of jobs whose events it missed', async () => {
    const redis = fixture.redis.connect();
    await redis.call('ACL', 'SETUSER', 'portal', 'on', '>secret', '~bull:*', '+@all');
    const url = fixture.redis.url.replace('//', '//portal:secret@');
    const { source, sink } = await fixture.started({ queues: ['embed'], redis: { url } });
    const worker = await fixture.worker('embed', async () => {
      throw new Error('no');
    });
    const failed = await queue.add('failed', {});
    await waitForEvent(sink, 'job:failed');
    await worker.close();
    const names = async () => (await rowsOf(source, 'jobs')).map(({ name }) => name);
    expect(await names()).toEqual(['failed']);

    await redis.call('ACL', 'SETUSER', 'portal', 'off');
    await redis.client('KILL', 'USER', 'portal');
    await waitFor(() => sink.failures.length > 0, 'the loss');
    await failed.remove();
    await queue.add('next', {});
    await redis.xtrim('bull:embed:events', 'MAXLEN', 1);
    await redis.call('ACL', 'SETUSER', 'portal', 'on');
    redis.disconnect();

    await waitFor(async () => (await rowsOf(source, 'services'))[0].status === 'degraded', 'the gap');
    expect(await names()).toEqual(['next']);
  });

  it('is not stopped by entries and keys that BullMQ did not write', async () => {
    const redis = fixture.redis.connect();
    await redis.set('bull:other:events', 'no stream');
    const { source, sink } = await fixture.started(config);
    const stream = 'bull:embed:events';
    await redis.xadd(stream, '*', 'event', 'completed');
    await redis.xadd(stream, '*', '__proto__', 'x', 'jobId', '__proto__');
    await redis.xadd(stream, '*', 'event', 'failed', 'jobId', '<b>/\n"', 'failedReason', '<script>');
    await redis.hset(
      'bull:embed:9',
      'opts',
      '{',
      'atm',
      'x',
      'progress',
      '[[',
      'timestamp',
      '1e99',
      'name',
      '',
    );
    await redis.xadd(stream, '*', 'event', 'active', 'jobId', '9');
    await redis.set('bull:embed:text', 'no hash');
    await redis.xadd(stream, '*', 'event', 'active', 'jobId', 'text');
    redis.disconnect();
    const job = await queue.add('embed.document', {});
    await waitForEvent(sink, 'job:created', `queues.embed.${job.id}`);
    expect(sink.failures).toEqual([]);
    expect(toldOf(sink, 'job:failed')).toEqual(['queues.embed.~3cb~3e~2f~0a~22']);
    expect(await rowsOf(source, 'queues')).toHaveLength(2);
  });

  it('takes a cut connection for no loss', async () => {
    const { sink } = await fixture.started(config);
    const redis = fixture.redis.connect();
    await redis.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    redis.disconnect();
    await waitFor(() => queue.add('embed.document', {}).catch(() => undefined), 'a job');
    await waitForEvent(sink, 'job:created');
    expect(sink.failures).toEqual([]);
  });

  it('proves the rows of jobs while it follows, and is no loss when it ends', async () => {
    const { source, sink } = await fixture.started(config);
    await waitFor(() => sink.proofs.length >= 2, 'two proofs');
    expect(sink.proofs[0]).toEqual(['jobs']);
    await source.stop();
    expect(sink.failures).toEqual([]);
  });
});

describe('a Redis that is away', () => {
  it('is told once, without its password, and found again', async () => {
    const fixture = await BullmqFixture.start({ password: 'hunter2' });
    const queue = fixture.queue('embed');
    await queue.waitUntilReady();
    await fixture.redis.kill();
    const { source, sink } = await fixture.started({ queues: ['embed'] });

    expect(sink.failures).toEqual([
      {
        sections: ['queues', 'workers', 'jobs', 'schedules'],
        error: expect.objectContaining({
          message: expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+: connect ECONNREFUSED/),
        }),
      },
    ]);
    expect(await rowsOf(source, 'services')).toEqual([
      expect.objectContaining({
        status: 'down',
        detail: expect.stringContaining('ECONNREFUSED'),
      }),
    ]);
    await fixture.redis.launch();
    await waitFor(() => sink.proofs.length > 0, 'the feed');
    await queue.add('embed.document', {});
    await waitForEvent(sink, 'job:created');
    expect(sink.failures).toHaveLength(1);
    await fixture.close();
  });

  it('fails every section within the limit of a collect when it hangs', async () => {
    const fixture = await BullmqFixture.start();
    const { source, sink } = await fixture.started({ queues: ['embed'] });
    fixture.redis.suspend();
    const startedAt = performance.now();
    const refused = await Promise.allSettled(
      ['queues', 'workers', 'jobs', 'schedules'].map(section => source.collect(section)),
    );
    // One after the other they would take 12 s.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    for (const result of refused) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/^Redis at .*: no answer within 3000 ms$/) },
      });
    }
    await waitFor(() => sink.failures.length > 0, 'the loss');
    fixture.redis.resume();
    await waitFor(() => source.collect('queues').catch(() => undefined), 'the recovery');
    expect(sink.failures).toHaveLength(1);
    await fixture.close();
  });

  it('refuses a wrong password without repeating it', async () => {
    const fixture = await BullmqFixture.start({ password: 'hunter2' });
    const url = fixture.redis.url.replace('hunter2', 'wrong%2Fhunter3');
    const { source, sink } = await fixture.started({
      queues: ['embed'],
      redis: { url },
    });
    const [{ error }] = sink.failures;
    const refused = await source.collect('queues').catch(thrown => thrown);
    const told = JSON.stringify([
      ...[error, refused].map(({ message, stack, ...rest }) => [message, stack, rest]),
      await rowsOf(source, 'services'),
    ]);
    expect(told).toContain('WRONGPASS');
    expect(told).not.toMatch(/hunter3|wrong%2F/);
    await fixture.close();
  });
});
