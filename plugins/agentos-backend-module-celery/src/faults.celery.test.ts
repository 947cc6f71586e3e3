import { MemorySourceStore, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { CeleryFixture, lastRow, waitForRow, waitForState } from './__testUtils__/CeleryFixture';
import { createEnvelope, newTask } from './message';

const COMPLETED = 'completed';

describe('a Celery fleet in trouble', () => {
  let fixture: CeleryFixture;

  beforeEach(async () => {
    fixture = await CeleryFixture.start();
  });

  afterEach(() => fixture.close());

  const began = (word: string) =>
    waitFor(
      async () => (await fixture.commands.lrange('notes', 0, -1)).includes(`began ${word}`),
      `${word} to begin`,
    );

  it('tells that a killed worker is gone, what it lost, and what comes back; and recovers', async () => {
    const worker = await fixture.worker({ name: 'w1', concurrency: 1 });
    const { source, sink } = await fixture.started();
    await waitForRow(
      source,
      'workers',
      row => row.active !== undefined && (row.queues as string[]).length > 0,
      'its heartbeat and its queues',
    );
    const running = await fixture.send('test.hold', ['a']);
    await began('a');
    const held: string[] = [];
    for (const word of ['b', 'c', 'd']) held.push(await fixture.send('test.hold', [word]));
    await waitForState(sink, running, 'processing');
    for (const id of held) await waitForState(sink, id, 'queued');
    await waitFor(async () => (await fixture.commands.hlen('unacked')) === 3, 'prefetched messages');

    await worker.kill();
    const gone = await waitFor(() => {
      const row = lastRow(sink, 'workers', 'celery.w1~40test');
      return row?.tier === 'offline' ? row : undefined;
    }, 'the worker to be offline');
    const lost = await waitForState(sink, running, 'lost');
    expect(gone.reasons).toEqual([expect.stringMatching(/^no heartbeat for \d+ s$/)]);
    expect(lost).toMatchObject({
      worker: 'celery.w1~40test',
      reason: expect.stringMatching(/^w1@test is gone: no heartbeat/),
    });
    const queue = await waitForRow(
      source,
      'queues',
      row => row.name === 'celery' && row.orphaned === 3,
      'messages whose owner is gone',
    );
    expect(queue).toMatchObject({ queued: 0, unacked: 3, consumers: 0 });
    const waits = await waitFor(
      () => lastRow(sink, 'jobs', `celery.${held[0]}`)?.reason?.toString().includes('comes back'),
      'the reason of a prefetched task',
    );
    expect(waits).toBe(true);
    const broker = await waitForRow(source, 'services', row => row.id === 'celery.broker', 'the broker');
    expect(broker).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('3 messages un-acked whose owner is gone'),
    });

    await fixture.worker({ name: 'w1', concurrency: 1 });
    await waitForRow(source, 'workers', row => row.sourceId === 'w1@test', 'the worker started anew');
    // What it does before it was asked for task events, nobody tells.
    await waitFor(async () => {
      const id = await fixture.send('test.note', ['x']);
      await waitFor(async () => fixture.commands.exists(`celery-task-meta-${id}`), 'its result');
      return sink.events.some(
        ({ name, payload }) => name === 'job:completed' && payload.jobId === `celery.${id}`,
      );
    }, 'tasks of the new worker');
    expect(lastRow(sink, 'workers', 'celery.w1~40test')?.tier).toBeUndefined();
  }, 120_000);

  it('takes a hung worker for gone until it wakes, and believes what it did then', async () => {
    const worker = await fixture.worker({ name: 'w1' });
    const { source, sink } = await fixture.started();
    const id = await fixture.send('test.hold', ['a']);
    await began('a');
    await waitForState(sink, id, 'processing');
    worker.suspend();
    await waitForState(sink, id, 'lost');
    worker.resume();
    await waitForRow(source, 'workers', row => row.sourceId === 'w1@test', 'the worker that woke');
    await waitForState(sink, id, 'processing');
    await fixture.release('a');
    await waitForState(sink, id, COMPLETED);
    expect(
      sink.events.filter(({ name, payload }) => name === 'job:completed' && payload.jobId === `celery.${id}`),
    ).toHaveLength(1);
  }, 120_000);

  it('learns from results what ended while nobody listened, over a restart of the portal', async () => {
    await fixture.worker({ name: 'w1', concurrency: 2 });
    const store = new MemorySourceStore();
    const first = await fixture.started({}, { store });
    const ids = [await fixture.send('test.hold', ['a']), await fixture.send('test.hold', ['b'])];
    for (const id of ids) await waitForState(first.sink, id, 'processing');
    await first.source.stop();
    await fixture.release('a');
    await waitFor(
      async () => (await fixture.commands.get(`celery-task-meta-${ids[0]}`))?.includes('SUCCESS'),
      'the result',
    );
    const second = await fixture.started({}, { store });
    await waitForState(second.sink, ids[0], COMPLETED);
    expect(second.sink.events.map(({ name, payload }) => [name, payload.jobId])).toContainEqual([
      'job:completed',
      `celery.${ids[0]}`,
    ]);
    const { rows } = await second.source.collect('jobs');
    expect(rows.find(({ id }) => id === `celery.${ids[1]}`)).toMatchObject({ state: 'processing' });
    await fixture.release('b');
    await waitForState(second.sink, ids[1], COMPLETED);
  }, 120_000);

  it('says that it is unknown how a task ended when there are no results to look it up', async () => {
    await fixture.worker({ name: 'w1', env: { RESULT_EXTENDED: '0' } });
    const store = new MemorySourceStore();
    // A worker whose results go elsewhere: the source has none.
    const config = { backend: undefined } as never;
    const first = await fixture.started(config, { store });
    const id = await fixture.send('test.hold', ['a']);
    await waitForState(first.sink, id, 'processing');
    await first.source.stop();
    const { sink: witness, source: other } = await fixture.started();
    await fixture.release('a');
    await waitForState(witness, id, COMPLETED);
    await other.stop();
    const second = await fixture.started(config, { store });
    const row = await waitForState(second.sink, id, 'unknown');
    expect(row.reason).toBe('w1@test does not have it any more, and nobody told how it ended');
    expect((await second.source.collect('services')).rows.map(one => one.id)).toEqual(['celery.broker']);
  }, 120_000);

  it('follows an application with a prefix, on another database, for two portals at once', async () => {
    const url = `${fixture.redis.url}/3`;
    await fixture.worker({ name: 'w1', url, env: { KEYPREFIX: 'app:' } });
    const config = { broker: { url, globalKeyprefix: 'app:' }, backend: { url } };
    const portals = [await fixture.started(config), await fixture.started(config)];
    const stranger = await fixture.started();
    const id = 'prefixed';
    const message = newTask({ id, name: 'test.add', queue: 'celery', exact: { args: '[1]', kwargs: '{}' } });
    await fixture.commands.select(3);
    await fixture.commands.lpush('app:celery', JSON.stringify(message));
    await fixture.commands.select(0);
    for (const { source, sink } of portals) {
      await waitForState(sink, id, COMPLETED);
      await waitForRow(source, 'queues', row => row.name === 'celery' && row.consumers === 1, 'its consumer');
    }
    expect(stranger.sink.observations).toEqual([]);
  }, 120_000);

  it('shows tasks nobody registered, rejects, revokes, retries and opaque ones as what they are', async () => {
    await fixture.worker({ name: 'w1', concurrency: 2, env: { SENT_EVENTS: '1' } });
    const { source, sink } = await fixture.started({ queues: ['parked'] });
    const unregistered = await fixture.send('test.nosuch');
    expect(await waitForState(sink, unregistered, 'failed')).toMatchObject({
      error: { type: 'NotRegistered' },
    });
    const failing = await fixture.send('test.fail', ['xx']);
    expect(await waitForState(sink, failing, 'failed')).toMatchObject({
      name: 'test.fail',
      queue: 'celery',
      error: {
        type: 'KeyError',
        message: "KeyError('xx')",
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
    const detail = await source.getJob(`celery.${failing}`);
    expect(detail).toMatchObject({
      error: { stack: expect.stringContaining('Traceback') },
      attempts: [{ attempt: 1 }],
    });
    const retrying = await fixture.send('test.retrying', ['again']);
    expect(await waitForState(sink, retrying, 'retrying')).toMatchObject({ attempt: 1 });
    expect(await waitForState(sink, retrying, 'failed')).toMatchObject({ attempt: 3 });

    const opaque = createEnvelope({
      bodyText: 'gASVBAAAAAAAAABLAYWULg==',
      delivery: { exchange: '', routingKey: 'parked' },
      headers: { task: 'test.pickled', id: 'opaque', retries: 0, argsrepr: "('secret',)", kwargsrepr: '{}' },
    });
    const pickled = { ...opaque, 'content-type': 'application/x-python-serialize' };
    await fixture.commands.lpush('parked', JSON.stringify(pickled), 'no JSON at all');
    const row = await waitForRow(source, 'jobs', one => one.sourceId === 'opaque', 'the opaque task');
    expect(row).toMatchObject({ name: 'test.pickled', queue: 'parked', state: 'queued' });
    const { args, omitted } = (await source.getJob('celery.opaque'))!;
    expect(args).toBeUndefined();
    expect(omitted).toMatchObject({ args: { reason: 'opaque' } });
    expect(await waitForRow(source, 'queues', one => one.name === 'parked', 'its queue')).toMatchObject({
      queued: 2,
      consumers: 0,
    });
    const waiting = await fixture.send('test.note', ['12345678901234567890'], { queue: 'parked' });
    const found = await source.getJob(`celery.${waiting}`);
    expect(found).toMatchObject({
      job: { state: 'queued' },
      args: { args: ['12345678901234567890'], kwargs: {} },
    });
  }, 120_000);

  it('publishes nothing when it is read-only, and says what is not known for that', async () => {
    await fixture.worker({ name: 'w1', events: true });
    const monitor = await fixture.commands.monitor();
    const sent: string[] = [];
    const names = new Map<string, string>();
    monitor.on('monitor', (_time: string, args: string[], from: string) => {
      const [command, sub, name] = args.map(String);
      if (command.toLowerCase() === 'client' && sub?.toLowerCase() === 'setname') names.set(from, name);
      if (names.get(from) === 'agentos:celery') sent.push(command.toLowerCase());
    });
    // The rights that the README names.
    await fixture.commands.acl(
      'SETUSER',
      'portal',
      ...['on', '>pw', '~*', '&*', '+@read', '+psubscribe', '+select', '+ping', '+info', '+client|setname'],
    );
    const url = fixture.redis.url.replace('redis://', 'redis://portal:pw@');
    const { source, sink } = await fixture.started({ readOnly: true, broker: { url }, backend: { url } });
    await waitForState(sink, await fixture.send('test.note', ['a']), COMPLETED);
    for (const section of source.sections) await source.collect(section);
    await source.stop();
    monitor.disconnect();
    expect(sent).toEqual(expect.arrayContaining(['psubscribe', 'llen', 'ping']));
    expect(
      sent.filter(command => /^(publish|sadd|lpush|rpush|srem|del|set|brpop|eval)/.test(command)),
    ).toEqual([]);
    expect(sink.failures).toEqual([]);
    expect(source.capabilities().filter(({ capable }) => capable)).toEqual([]);
  }, 120_000);
});
