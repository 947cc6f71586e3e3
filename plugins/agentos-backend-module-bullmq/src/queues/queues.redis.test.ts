import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Redis } from 'ioredis';
import { BullmqFixture, rowsOf, toldOf } from '../__testUtils__/BullmqFixture';

describe('section queues', () => {
  let fixture: BullmqFixture;
  let redis: Redis;

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    redis = fixture.redis.connect();
  });

  afterEach(async () => {
    redis.disconnect();
    await fixture.close();
  });

  it('counts what BullMQ itself counts', async () => {
    const queue = fixture.queue('embed');
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    await fixture.worker(
      'embed',
      async ({ name }) => {
        if (name === 'fail') throw new Error('no');
        if (name === 'hold') await held;
      },
      { concurrency: 3 },
    );
    const { source } = await fixture.started({ queues: ['embed'] });
    await queue.addBulk([
      ...['ok', 'ok', 'fail', 'hold', 'hold', 'hold'].map(name => ({
        name,
        data: {},
      })),
      { name: 'ok', data: {} },
      { name: 'ok', data: {}, opts: { priority: 3 } },
      { name: 'ok', data: {}, opts: { delay: 60_000 } },
    ]);
    await waitFor(async () => (await queue.getActiveCount()) === 3, 'the held jobs');
    const counts = await queue.getJobCounts();
    const [row] = await rowsOf(source, 'queues');
    expect(counts).toMatchObject({
      active: 3,
      delayed: 1,
      completed: 2,
      failed: 1,
    });
    expect(row).toMatchObject({
      id: 'queues.embed',
      sourceId: 'embed',
      name: 'embed',
      paused: false,
      queued: counts.waiting + counts.prioritized,
      scheduled: counts.delayed,
      processing: counts.active,
      failed: counts.failed,
      completed: counts.completed,
      consumers: (await queue.getWorkers()).length,
    });
    expect(row.consumers).toBe(1);

    // A drained queue writes nothing to its stream; the next round of the warmer sees it all the same.
    await queue.drain(true);
    const drained = await waitFor(async () => {
      const [now] = await rowsOf(source, 'queues');
      return now.queued === 0 && now.scheduled === 0 ? now : undefined;
    }, 'the empty queue');
    expect(drained.oldestQueuedMs).toBeUndefined();
    release();
  });

  it('counts jobs in the list that earlier versions of BullMQ keep for a paused queue', async () => {
    await redis.hset('bull:old:meta', 'paused', '1');
    await redis.lpush('bull:old:paused', '1', '2');
    await redis.hset('bull:old:1', 'name', 'x', 'timestamp', String(Date.now() - 5_000));
    const { source } = await fixture.started({ queues: ['old'] });
    const [row] = await rowsOf(source, 'queues');
    expect(row).toMatchObject({ paused: true, queued: 2, consumers: 0 });
    expect(row.oldestQueuedMs).toBeGreaterThanOrEqual(5_000);
  });

  it('shows a queue that is not there, and one whose keys are something else', async () => {
    await redis.set('bull:odd:wait', 'text');
    await redis.lpush('bull:odd:meta', 'list');
    const { source } = await fixture.started({ queues: ['nowhere', 'odd'] });
    const zeros = {
      paused: false,
      queued: 0,
      scheduled: 0,
      processing: 0,
      failed: 0,
      completed: 0,
      consumers: 0,
      oldestQueuedMs: undefined,
    };
    expect(await rowsOf(source, 'queues')).toEqual([
      expect.objectContaining({ name: 'nowhere', ...zeros }),
      expect.objectContaining({ name: 'odd', ...zeros }),
    ]);
  });

  it('knows how long the oldest job waits, at either end and at the lowest priority', async () => {
    const add = async (
      name: string,
      ...jobs: Array<{
        age: number;
        priority?: number;
        lifo?: boolean;
        delay?: number;
      }>
    ) => {
      for (const { age, ...opts } of jobs) {
        await fixture.queue(name).add('job', {}, { ...opts, timestamp: Date.now() - age });
      }
    };
    await add('fifo', { age: 70_000 }, { age: 1_000 });
    await add('lifo', { age: 80_000, lifo: true }, { age: 2_000, lifo: true });
    await add(
      'priority',
      { age: 3_000, priority: 1 },
      { age: 90_000, priority: 5 },
      { age: 4_000, priority: 5 },
    );
    const { source } = await fixture.started({
      queues: ['fifo', 'lifo', 'priority'],
    });
    const ages = (await rowsOf(source, 'queues')).map(row => Number(row.oldestQueuedMs));
    for (const [index, expected] of [70_000, 80_000, 90_000].entries()) {
      expect(ages[index]).toBeGreaterThanOrEqual(expected);
      expect(ages[index]).toBeLessThan(expected + 60_000);
    }
  });

  it('discovers queues, notices new ones and drops those that went', async () => {
    await fixture.queue('embed').waitUntilReady();
    await fixture.queue('other', 'elsewhere').waitUntilReady();
    await redis.set('bull:embed:repeat:x:meta', 'the key of a schedule');
    const { source, sink } = await fixture.started({
      discovery: { everySeconds: 1 },
    });
    const names = async () => (await rowsOf(source, 'queues')).map(({ name }) => name);
    expect(await names()).toEqual(['embed']);

    const late = fixture.queue('late');
    const job = await late.add('job', {});
    await waitFor(async () => (await names()).includes('late'), 'the new queue');
    // Its stream began after the source did: nothing of it is lost.
    await waitFor(() => toldOf(sink, 'job:created').length > 0, 'the job of the new queue');
    expect(toldOf(sink, 'job:created')).toEqual([`queues.late.${job.id}`]);

    await late.obliterate({ force: true });
    await waitFor(async () => !(await names()).includes('late'), 'the queue to go');
  });

  it('discovers queues when Redis was away at first', async () => {
    await fixture.queue('embed').waitUntilReady();
    await fixture.redis.kill();
    const { source } = await fixture.started({
      discovery: { everySeconds: 1 },
    });
    await fixture.redis.launch();
    const row = await waitFor(async () => (await rowsOf(source, 'queues').catch(() => []))[0], 'the queue');
    expect(row.name).toBe('embed');
  });

  it('keeps a queue that workers wait for, though the search does not find it', async () => {
    await redis.client('SETNAME', `bull:${Buffer.from('embed').toString('base64')}:w:first`);
    const { source } = await fixture.started({ discovery: { everySeconds: 1 } });
    await source.collect('workers');
    const searches = async () =>
      Number((await redis.info('commandstats')).match(/cmdstat_scan:calls=(\d+)/)?.[1] ?? 0);
    const before = await searches();
    await waitFor(async () => (await searches()) >= before + 2, 'two searches');
    expect(await rowsOf(source, 'queues')).toEqual([
      expect.objectContaining({ name: 'embed', queued: 0, consumers: 1 }),
    ]);
  });

  it('notices at once a queue that workers wait for', async () => {
    const { source } = await fixture.started();
    expect(await rowsOf(source, 'queues')).toEqual([]);
    await fixture.worker('embed', async () => {});
    await waitFor(
      async () =>
        (await rowsOf(source, 'queues')).some(({ name, consumers }) => name === 'embed' && consumers === 1),
      'the queue',
    );
  });
});
