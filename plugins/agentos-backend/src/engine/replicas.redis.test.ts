import { RedisServer, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Redis } from 'ioredis';
import { aJob, aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { restrictedService, startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('two replicas on one Redis and one database', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let server: RedisServer;
  let portals: TestPortal[];
  let database: Awaited<ReturnType<typeof databases.init>>;

  const start = async (options: Parameters<typeof startPortal>[0] = {}) => {
    const source = new ScriptedSource();
    source.rows = { queues: [aQueue('embed', { queued: 3 })], jobs: [aJob('1', { state: 'failed' })] };
    const portal = await startPortal({
      source,
      database,
      agentos: { store: { type: 'redis', url: server.url, leaseSeconds: 1 }, warmer: { everySeconds: 1 } },
      warmEveryMs: 500,
      ...options,
    });
    portals.push(portal);
    return portal;
  };

  const health = async (portal: TestPortal) => (await portal.get('/health/data')).json();
  const ssot = async (portal: TestPortal) => (await portal.get('/ssot')).json();
  const queued = async (portal: TestPortal) =>
    (await ssot(portal)).sections.queues.rows['scripted.embed']?.queued;

  beforeEach(async () => {
    server = await RedisServer.start();
    database = await databases.init('SQLITE_3');
    portals = [];
  });

  afterEach(async () => {
    for (const portal of portals) await portal.stop();
    await server.stop();
  });

  it('show the same state, of which one asks the sources', async () => {
    const leader = await start();
    const follower = await start();
    expect((await health(leader)).replica).toMatchObject({ leader: true });
    expect((await health(follower)).replica).toMatchObject({
      leader: false,
      leaderId: (await health(leader)).replica.id,
    });
    await waitFor(async () => (await queued(follower)) === 3, 'the queue on the follower');
    expect(follower.source.collects).toEqual([]);
    await waitFor(async () => {
      const [one, other] = [await ssot(leader), await ssot(follower)];
      if (one.version !== other.version) return false;
      expect(other.epoch).toBe(one.epoch);
      for (const [name, { rows }] of Object.entries<any>(one.sections)) {
        expect({ name, rows: other.sections[name].rows }).toEqual({ name, rows });
      }
      return true;
    }, 'both at one version');
    const response = await follower.get('/ssot');
    expect(response.headers.get('x-agentos-cache')).toBe('hit');
  });

  it('take a write at either; the leader does it, and both tell of it', async () => {
    const leader = await start();
    const follower = await start();
    leader.source.states.set('scripted.embed.1', 'failed');
    const client = await follower.connect();
    client.send({ type: 'subscribe', rooms: ['admin'] });
    await client.message('subscribed');
    const asked = await follower.ask('/operations', {
      kind: 'job.retry',
      targets: { ids: ['scripted.embed.1'] },
      idempotencyKey: 'once',
    });
    expect(asked.status).toBe(202);
    const { operationId } = await asked.json();
    await waitFor(
      async () => (await (await follower.get(`/operations/${operationId}`)).json()).state === 'completed',
      'the operation on the follower',
    );
    expect(leader.source.effects.get('scripted.embed.1')).toBe(1);
    expect(follower.source.effects.size).toBe(0);
    const posted = await follower.post(
      '/events',
      { name: 'job:created', id: 'e1', payload: { jobId: '1', name: 'embed' } },
      restrictedService(),
    );
    expect(posted.status).toBe(202);
    await waitFor(() => Array.from(client.events.keys()).some(id => id.endsWith('e1')), 'the event');
  });

  it('change places when the leader ends: versions go on in the same epoch, and clients have no gap', async () => {
    const leader = await start();
    const follower = await start();
    const client = await follower.connect();
    client.send({ type: 'subscribe', sections: ['*'] });
    await waitFor(() => client.rows('queues')['scripted.embed'], 'the queue');
    const { epoch } = await ssot(follower);
    await leader.stop();
    portals.shift();
    follower.source.rows.queues = [aQueue('embed', { queued: 9 })];
    await waitFor(async () => (await queued(follower)) === 9, 'what only the new leader knows');
    expect((await ssot(follower)).epoch).toBe(epoch);
    expect((await health(follower)).replica.leader).toBe(true);
    await waitFor(
      () => (client.rows('queues')['scripted.embed'] as any).queued === 9,
      'the row on the socket',
    );
    expect(client.gaps).toBe(0);
  });

  it('take newer rows also when the database was restored to an earlier term', async () => {
    const lead = async (count: number) => {
      const portal = await start();
      portal.source.rows.queues = [aQueue('embed', { queued: count })];
      await waitFor(async () => (await queued(portal)) === count, `${count} queued`);
      return async () => {
        portals.pop();
        await portal.stop();
      };
    };
    const endFirst = await lead(4);
    await endFirst();
    await database('lease_terms').update({ term: 50 });
    const endSecond = await lead(5);
    await endSecond();
    await database('lease_terms').delete();
    await lead(6);
    expect(await queued(portals[0])).toBe(6);
  });

  it('begin a new epoch with the rows they know when Redis lost everything', async () => {
    const portal = await start();
    await waitFor(async () => (await queued(portal)) === 3, 'the queue');
    const { epoch } = await ssot(portal);
    portal.source.answer.queues = async () => {
      throw new Error('away');
    };
    const redis = new Redis(server.url);
    await redis.flushall();
    redis.disconnect();
    await waitFor(async () => (await ssot(portal)).epoch !== epoch, 'another epoch');
    const { sections } = await ssot(portal);
    expect(sections.queues.rows['scripted.embed'].queued).toBe(3);
    portal.source.answer = {};
    portal.source.rows.queues = [aQueue('embed', { queued: 4 })];
    await waitFor(async () => (await queued(portal)) === 4, 'the next collect');
  });

  it('go on where they were when Redis was away for a while', async () => {
    const portal = await start();
    await waitFor(async () => (await queued(portal)) === 3, 'the queue');
    await server.kill();
    const response = await portal.get('/ssot');
    expect(response.status).toBe(200);
    expect((await response.json()).sections.queues.rows['scripted.embed'].queued).toBe(3);
    portal.source.rows.queues = [aQueue('embed', { queued: 5 })];
    await server.launch();
    await waitFor(async () => (await queued(portal)) === 5, 'what changed meanwhile');
  });

  it('refuse to share a Redis without sharing a database', async () => {
    await start();
    database = await databases.init('SQLITE_3');
    await expect(start()).rejects.toThrow('all replicas need one backend.database');
  });
});
