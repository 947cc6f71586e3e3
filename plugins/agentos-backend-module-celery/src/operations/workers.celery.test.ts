import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { OperationFixture } from '../__testUtils__/OperationFixture';

type Operating = Awaited<ReturnType<OperationFixture['operator']>>;

const NODES = ['w1@test', 'w2@test'];

describe('operating workers and queues', () => {
  let fixture: OperationFixture;

  beforeAll(async () => {
    fixture = await OperationFixture.start();
    await fixture.worker();
    await fixture.worker({ name: 'w2', queues: ['celery', 'second'] });
  });

  afterAll(() => fixture.close());
  afterEach(() => fixture.clear());

  async function consumed({ control }: Operating, worker: string) {
    const { replies } = await control.call('active_queues', {}, { destination: [worker] });
    return (replies.get(worker) as JsonObject[]).map(({ name }) => name).sort();
  }

  const processes = async ({ control }: Operating, worker: string) => {
    const { replies } = await control.call('stats', {}, { destination: [worker] });
    return (replies.get(worker) as any).pool.processes.length;
  };

  it('pings those that live, and says who does not answer', async () => {
    const { operate } = await fixture.operator();
    fixture.workers[1].suspend();
    const outcomes = await operate('worker.ping', [...NODES, 'gone@test']);
    fixture.workers[1].resume();
    expect(outcomes).toMatchObject([
      { outcome: 'succeeded', message: expect.stringMatching(/^answered within \d+ ms$/) },
      { outcome: 'failed', code: 'UNKNOWN_EFFECT', message: expect.stringContaining('did not answer') },
      { outcome: 'skipped', code: 'GONE' },
    ]);
  });

  it('scales to a number and by a number', async () => {
    const operating = await fixture.operator();
    const { operate, operator } = operating;
    const print = () => operator.fingerprint({ kind: 'worker.scale', targets: ['celery.w1~40test'] });
    const before = await print();
    expect(await operate('worker.scale', NODES, { concurrency: 2 })).toMatchObject([
      { outcome: 'succeeded', message: 'it runs up to 2 tasks at once' },
      { outcome: 'succeeded' },
    ]);
    for (const node of NODES) {
      await waitFor(async () => (await processes(operating, node)) === 2, 'two processes');
    }
    expect(await print()).not.toEqual(before);
    expect(await operate('worker.scale', ['w1@test'], { concurrency: 2 })).toMatchObject([
      { code: 'STATE_CHANGED', message: 'it has 2 processes already' },
    ]);
    expect(await operate('worker.scale', NODES, { delta: -1 })).toMatchObject([
      { outcome: 'succeeded', message: 'it runs up to 1 task at once' },
      { outcome: 'succeeded' },
    ]);
    await waitFor(async () => (await processes(operating, 'w1@test')) === 1, 'one process');
    expect(await operate('worker.scale', ['w1@test'], { delta: -1 })).toMatchObject([{ outcome: 'failed' }]);
    for (const wrong of [{}, { delta: 1, concurrency: 2 }, { concurrency: 0 }]) {
      expect(await operate('worker.scale', ['w1@test'], wrong)).toMatchObject([
        { outcome: 'failed', message: expect.stringMatching(/^params/) },
      ]);
    }
  });

  it('limits tasks by rate and time', async () => {
    const { operate, control } = await fixture.operator();
    const limit = (params: JsonObject) => operate('worker.limit', ['w1@test'], params);
    expect(await limit({ taskName: 'test.add', rateLimit: '3/m' })).toMatchObject([{ outcome: 'succeeded' }]);
    const { replies } = await control.call('registered', { taskinfoitems: ['rate_limit'] });
    expect(replies.get('w1@test')).toContain('test.add [rate_limit=3/m]');
    expect(replies.get('w2@test')).not.toContain('test.add [rate_limit=3/m]');
    expect(await limit({ taskName: 'test.add', hardSeconds: 60, softSeconds: 50 })).toMatchObject([
      { outcome: 'succeeded' },
    ]);
    expect(await limit({ taskName: 'nosuch', rateLimit: '1/s' })).toMatchObject([
      { outcome: 'failed', message: 'it has no task of this name' },
    ]);
    for (const [wrong, message] of [
      [{ rateLimit: '1/s' }, 'params.taskName: expected a value, got nothing'],
      [{ taskName: 't' }, 'params: expected rateLimit'],
      [{ taskName: 't', rateLimit: 'often' }, 'params.rateLimit: expected e.g.'],
      [{ taskName: 't', hardSeconds: 5, softSeconds: 5 }, 'params.softSeconds: expected less'],
    ] as const) {
      expect(await limit(wrong)).toMatchObject([
        { outcome: 'failed', message: expect.stringContaining(message) },
      ]);
    }
    await limit({ taskName: 'test.add', rateLimit: '0' });
  });

  it('adds queues to workers, and takes them away', async () => {
    const operating = await fixture.operator();
    const { operate, queue } = operating;
    await operate('worker.addConsumer', ['w1@test'], { queue });
    await waitFor(async () => (await consumed(operating, 'w1@test')).length === 2, 'the added queue');
    expect(await operate('worker.cancelConsumer', ['w1@test'], { queue })).toMatchObject([
      { outcome: 'succeeded', message: `until it restarts, it takes nothing from ${queue}` },
    ]);
    await waitFor(async () => (await consumed(operating, 'w1@test')).length === 1, 'one queue');
    expect(await operate('worker.addConsumer', ['w1@test'])).toMatchObject([{ outcome: 'failed' }]);
  });

  it('says what a worker was not started with', async () => {
    const { operate } = await fixture.operator();
    expect(await operate('worker.autoscale', ['w1@test'], { min: 1, max: 3 })).toMatchObject([
      { outcome: 'failed', message: 'it does not scale by itself: start it with --autoscale' },
    ]);
    expect(await operate('worker.restartPool', ['w1@test'])).toMatchObject([
      { outcome: 'failed', message: 'its pool cannot be restarted: set worker_pool_restarts' },
    ]);
  });

  describe('a worker that was started for it', () => {
    let operating: Operating;
    let worker: Awaited<ReturnType<typeof fixture.worker>>;

    const pids = async () => {
      const { replies } = await operating.control.call('stats', {}, { destination: [worker.node] });
      return ((replies.get(worker.node) as any)?.pool.processes ?? []) as number[];
    };

    const start = async (name: string, args: string[]) => {
      operating = await fixture.operator();
      worker = await fixture.worker({ name, queues: [name], args, env: { POOL_RESTARTS: '1' } });
      operating.fleet.living.add(worker.node);
    };

    afterEach(async () => {
      operating.fleet.living.delete(worker.node);
      await worker.kill();
    });

    it('scales by itself', async () => {
      await start('w7', ['--autoscale=1,1']);
      expect(await operating.operate('worker.autoscale', [worker.node], { min: 2, max: 3 })).toMatchObject([
        { outcome: 'succeeded', message: 'it runs 2 to 3 processes' },
      ]);
      await waitFor(async () => (await pids()).length === 2, 'two processes');
    });

    it('restarts its pool', async () => {
      await start('w8', []);
      const before = await pids();
      expect(before).toHaveLength(1);
      expect(await operating.operate('worker.restartPool', [worker.node])).toMatchObject([
        { outcome: 'succeeded', message: 'its pool was restarted' },
      ]);
      await waitFor(async () => {
        const now = await pids();
        return now.length === 1 && now[0] !== before[0];
      }, 'another process');
    });
  });

  it('pauses a queue for workers that are there and for those that come, and resumes it', async () => {
    const operating = await fixture.operator();
    const { operate, operator, fleet } = operating;
    expect(await operate('queue.resume', ['celery'])).toMatchObject([{ code: 'STATE_CHANGED' }]);
    expect(await operate('queue.pause', ['celery', 'nosuch'])).toMatchObject([
      {
        outcome: 'succeeded',
        message: '2 workers stopped taking from it; those that come take nothing from it either',
      },
      { code: 'GONE' },
    ]);
    expect(fleet.pausedQueues).toEqual(new Set(['celery']));
    expect(await operate('queue.pause', ['celery'])).toMatchObject([{ code: 'STATE_CHANGED' }]);
    expect(await consumed(operating, 'w1@test')).toEqual([]);
    expect(await consumed(operating, 'w2@test')).toEqual(['second']);
    const third = await fixture.worker({ name: 'w3', queues: ['celery', 'third'] });
    fleet.living.add(third.node);
    await operator.workerArrived(third.node);
    expect(await consumed(operating, third.node)).toEqual(['third']);
    // A portal that is started anew knows it.
    const again = await fixture.operator();
    expect(again.fleet.pausedQueues).toEqual(new Set(['celery']));
    expect(await again.operate('queue.resume', ['celery'])).toMatchObject([
      { outcome: 'succeeded', message: '3 workers take from it again' },
    ]);
    for (const [worker, queues] of [
      ['w1@test', ['celery']],
      ['w2@test', ['celery', 'second']],
      [third.node, ['celery', 'third']],
    ] as const) {
      expect(await consumed(operating, worker)).toEqual(queues);
    }
    await third.kill();
  });

  it('drains a worker, and leaves a queue paused that was paused meanwhile', async () => {
    const operating = await fixture.operator();
    const { operate, fleet } = operating;
    expect(await operate('worker.drain', ['w2@test'])).toMatchObject([{ outcome: 'succeeded' }]);
    expect(fleet.drained).toEqual(new Set(['w2@test']));
    expect(await consumed(operating, 'w2@test')).toEqual([]);
    expect(await consumed(operating, 'w1@test')).toEqual(['celery']);
    await operate('queue.pause', ['celery']);
    await operate('worker.drain', ['w2@test'], { resume: true });
    expect(fleet.drained.size).toBe(0);
    expect(await consumed(operating, 'w2@test')).toEqual(['second']);
    await operate('worker.drain', ['w2@test']);
    await operate('queue.resume', ['celery']);
    expect(await consumed(operating, 'w1@test')).toEqual(['celery']);
    expect(await consumed(operating, 'w2@test')).toEqual([]);
    await operate('worker.drain', ['w2@test'], { resume: true });
    expect(await consumed(operating, 'w2@test')).toEqual(['celery', 'second']);
  });

  it('empties a queue into lists it can be brought back from, once an operation', async () => {
    const { operate, operator, fleet, queue } = await fixture.operator();
    const print = () => operator.fingerprint({ kind: 'queue.empty', targets: [`celery.${queue}`] });
    const before = await print();
    const send = (word: string) =>
      fixture.python(
        `for p in (0, 6): print(note.apply_async(['${word}'], queue='${queue}', priority=p).id)`,
      );
    const ids = (await send('a')).split('\n');
    const [outcome] = await operate('queue.empty', [queue], {}, 'op-e');
    expect(outcome).toMatchObject({
      outcome: 'succeeded',
      message: expect.stringMatching(/^2 messages were/),
    });
    expect(await fixture.waiting(queue)).toEqual([]);
    expect(fleet.cancelledIds.sort()).toEqual(ids.sort());
    expect(await print()).not.toEqual(before);
    const held = await fixture.admin.keys(`agentos.emptied.op-e.*.${queue}`);
    expect(held).toHaveLength(2);
    expect(await fixture.admin.ttl(held[0])).toBeGreaterThan(23 * 3_600);
    await send('b');
    // A repeat after a crash: what came since stays.
    await operate('queue.empty', [queue], {}, 'op-e');
    expect(await fixture.waiting(queue)).toHaveLength(2);
    await operate('queue.empty', [queue], {}, 'op-f');
    expect(await operate('queue.empty', [queue], {})).toMatchObject([{ message: 'no message waited' }]);
  });

  it('shuts down those alone that are named', async () => {
    const operating = await fixture.operator();
    const { operate, fleet, control } = operating;
    const worker = await fixture.worker({ name: 'w4', queues: ['fourth'] });
    fleet.living.add(worker.node);
    worker.child.once('exit', () => fleet.living.delete(worker.node));
    expect(await operate('worker.shutdown', [worker.node, 'gone@test'])).toMatchObject([
      { outcome: 'succeeded', message: 'it shut down' },
      { code: 'GONE' },
    ]);
    expect((await control.call('ping')).replies.size).toBe(2);
  });

  it('says of a worker that shuts down what it waits for, and of one that hangs that nobody knows', async () => {
    const { operate, fleet } = await fixture.operator();
    const [busy, hung] = await Promise.all(
      ['w5', 'w6'].map(name => fixture.worker({ name, queues: [`of-${name}`] })),
    );
    for (const { node } of [busy, hung]) fleet.living.add(node);
    await fixture.python(`hold.apply_async(['w5'], queue='of-w5')`);
    await fixture.waitForNote('began w5');
    hung.suspend();
    expect(await operate('worker.shutdown', [busy.node, hung.node])).toMatchObject([
      { outcome: 'succeeded', message: expect.stringContaining('when those it runs have ended') },
      { outcome: 'failed', code: 'UNKNOWN_EFFECT' },
    ]);
    await fixture.admin.set('release:w5', '1');
    await waitFor(() => busy.hasEnded, 'the end of a busy worker');
    hung.resume();
    await waitFor(() => hung.hasEnded, 'the end of a worker that hung');
  });
});
