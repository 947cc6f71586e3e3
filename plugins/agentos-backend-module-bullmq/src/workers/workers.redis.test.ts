import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { BullmqFixture, rowsOf, toldOf, waitForEvent } from '../__testUtils__/BullmqFixture';
import { WorkerProcess } from '../__testUtils__/WorkerProcess';

describe('section workers', () => {
  let fixture: BullmqFixture;

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
  });

  afterEach(() => fixture.close());

  it('has a row for each name and queue, and none for other connections', async () => {
    const queue = fixture.queue('embed');
    await fixture.worker('embed', async () => {}, { name: 'a' });
    await fixture.worker('embed', async () => {}, { name: 'a' });
    await fixture.worker('embed', async () => {}, { name: 'b <i>' });
    await fixture.worker('embed', async () => {}, { name: undefined });
    await fixture.worker('not-watched', async () => {}, { name: 'c' });
    const { source } = await fixture.started({ queues: ['embed'] });
    const rows = await rowsOf(source, 'workers');
    // Redis takes no name with a blank: that worker is as invisible to BullMQ's own getWorkers.
    expect(await queue.getWorkers()).toHaveLength(3);
    expect(rows.sort((x, y) => String(x.name).localeCompare(String(y.name)))).toEqual([
      {
        id: 'queues.embed.a',
        sourceId: 'a',
        name: 'a',
        hostname: '127.0.0.1',
        kind: 'bullmq',
        queues: ['embed'],
        active: 0,
      },
      expect.objectContaining({
        id: 'queues.embed.unnamed~40127~2e0~2e0~2e1',
        name: 'unnamed@127.0.0.1',
        active: undefined,
      }),
    ]);
    expect(await rowsOf(source, 'queues')).toEqual([expect.objectContaining({ consumers: 3 })]);
  });

  it('misses a killed worker at once, and accounts for its job until another took it over', async () => {
    const queue = fixture.queue('embed');
    const { source, sink } = await fixture.started({ queues: ['embed'] });
    const doomed = WorkerProcess.start(fixture.redis.url, 'embed', 'doomed-1');
    const busy = doomed.busy();
    const job = await queue.add('embed.document', {});
    await busy;
    const id = `queues.embed.${job.id}`;
    await waitForEvent(sink, 'job:processing', id);
    const jobRow = async () => (await rowsOf(source, 'jobs')).find(row => row.id === id)!;
    expect(await rowsOf(source, 'workers')).toEqual([
      expect.objectContaining({ id: 'queues.embed.doomed-1', active: 1 }),
    ]);
    expect(await jobRow()).toMatchObject({
      state: 'processing',
      worker: 'queues.embed.doomed-1',
      attempt: 1,
      reason: undefined,
    });

    await doomed.kill();
    await waitFor(async () => (await rowsOf(source, 'workers')).length === 0, 'the worker to be missed');
    expect(await jobRow()).toMatchObject({
      state: 'processing',
      worker: 'queues.embed.doomed-1',
      reason: expect.stringMatching(/^worker doomed-1 is gone; lock expire/),
    });
    await waitFor(async () => String((await jobRow()).reason).includes('lock expired'), 'the lock to expire');

    await fixture.worker('embed', async () => 'done', {
      name: 'heir',
      stalledInterval: 500,
    });
    await waitForEvent(sink, 'job:completed', id);
    expect(sink.events).toContainEqual(
      expect.objectContaining({
        name: 'job:processing',
        payload: expect.objectContaining({
          jobId: id,
          state: 'queued',
          reason: 'stalled: worker lost',
        }),
      }),
    );
    expect(toldOf(sink, 'job:completed')).toEqual([id]);
    expect(await jobRow()).toMatchObject({
      state: 'completed',
      worker: 'queues.embed.heir',
      reason: undefined,
    });
  });
});
