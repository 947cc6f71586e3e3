import { type SourceStore, systemClock } from '@agentos-portal/plugin-agentos-node';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { MemorySourceStore, RedisServer, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { Redis } from 'ioredis';
import { CeleryWorker } from '../__testUtils__/CeleryWorker';
import { defaultKeys as keys } from '../__testUtils__/defaultKeys';
import { ControlClient, type ControlReplies, errorOf } from '.';

const INSPECTS = ['ping', 'stats', 'active', 'reserved', 'scheduled', 'registered', 'active_queues', 'conf'];

describe('ControlClient with real workers', () => {
  let redis: RedisServer;
  let workers: CeleryWorker[];
  let commands: RedisConnection;
  let clients: ControlClient[];

  beforeAll(async () => {
    redis = await RedisServer.start();
    workers = await Promise.all(['w1', 'w2'].map(name => CeleryWorker.start(redis.url, { name })));
    commands = new RedisConnection({ url: redis.url, name: 'test', limitMs: 5_000, atMostOnce: true });
  });

  afterAll(async () => {
    await Promise.all(workers.map(worker => worker.kill()));
    commands.close();
    await redis.stop();
  });

  beforeEach(() => {
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map(created => created.stop()));
  });

  function client({ store = new MemorySourceStore(), live }: { store?: SourceStore; live?: string[] } = {}) {
    const created = new ControlClient({
      keys,
      commands,
      openReplies: () => new RedisConnection({ url: redis.url, name: 'replies', limitMs: 5_000 }),
      store,
      clock: systemClock,
      liveWorkers: () => live ?? workers.map(({ node }) => node),
    });
    clients.push(created);
    return created;
  }

  const listeners = async () => (await commands.call('SMEMBERS', keys.replyBinding)) as string[];
  const names = ({ replies }: ControlReplies) => Array.from(replies.keys()).sort();

  it('brings the answers of all, of eight requests at once', async () => {
    const control = client();
    const all = await Promise.all(INSPECTS.map(method => control.call(method)));
    for (const answer of all) {
      expect(names(answer)).toEqual(['w1@test', 'w2@test']);
      expect(answer).toMatchObject({ listeners: 2, missing: [] });
    }
    expect(all[0].replies.get('w1@test')).toEqual({ ok: 'pong' });
    expect(JSON.parse(all[1].bodies.get('w1@test')!)['w1@test']).toEqual(all[1].replies.get('w1@test'));
  });

  it('asks those alone that are named, and says who did not answer', async () => {
    const control = client();
    expect(names(await control.call('ping', {}, { destination: ['w2@test'] }))).toEqual(['w2@test']);
    const answer = await control.call('ping', {}, { destination: ['w2@test', 'w9@test'], limitMs: 300 });
    expect(names(answer)).toEqual(['w2@test']);
    expect(answer.missing).toEqual(['w9@test']);
  });

  it('tells a refusal from a success', async () => {
    const answer = await client().call('nosuch', {}, { destination: ['w1@test'] });
    expect(errorOf(answer.replies.get('w1@test'))).toContain('nosuch');
    expect(errorOf({ ok: 'pong' })).toBeUndefined();
  });

  it('does not wait for the limit when a stranger listens too', async () => {
    const monitor = new Redis(redis.url);
    await monitor.psubscribe('/0.*');
    const control = client();
    // An hour: it would not end.
    const answer = await control.call('ping', {}, { limitMs: 3_600_000 });
    expect(answer).toMatchObject({ listeners: 3, missing: [] });
    monitor.disconnect();
  });

  it('finds a worker that it did not know of', async () => {
    const answer = await client({ live: ['w1@test'] }).call('ping', {}, { limitMs: 3_600_000 });
    expect(names(answer)).toEqual(['w1@test', 'w2@test']);
  });

  it('drops the late answer of a worker that hung', async () => {
    const control = client();
    workers[1].suspend();
    const answer = await control.call('ping', {}, { limitMs: 300 });
    expect(names(answer)).toEqual(['w1@test']);
    expect(answer.missing).toEqual(['w2@test']);
    workers[1].resume();
    const conf = await control.call('active_queues', {}, { limitMs: 60_000 });
    expect(names(conf)).toEqual(['w1@test', 'w2@test']);
    expect(conf.replies.get('w2@test')).toEqual([expect.objectContaining({ name: 'celery' })]);
  });

  it('listens under one id, and cleans up what a crash left', async () => {
    const store = new MemorySourceStore();
    const crashed = client({ store });
    await crashed.call('ping');
    const left = await listeners();
    expect(left).toHaveLength(1);
    await commands.call('LPUSH', keys.replyList(left[0].split('\x06')[0]), 'late');
    await client({ store }).call('ping');
    const now = await listeners();
    expect(now).toHaveLength(1);
    expect(now).not.toEqual(left);
    expect(await commands.call('EXISTS', keys.replyList(left[0].split('\x06')[0]))).toBe(0);
  });

  it('leaves nothing behind when it stops', async () => {
    const control = client();
    await control.call('ping');
    await control.stop();
    expect(await listeners()).toEqual([]);
    expect(await commands.call('KEYS', '*.reply.celery.pidbox')).toEqual([]);
  });

  it('sends without waiting', async () => {
    expect(await client().cast('heartbeat')).toBe(2);
    expect(await client().cast('shutdown', {}, [])).toBe(0);
    await waitFor(async () => (await client().call('ping')).replies.size === 2, 'both still there');
  });
});
