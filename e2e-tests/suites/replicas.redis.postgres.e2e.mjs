import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SocketClient } from '../live/SocketClient.mjs';
import { Portal } from '../portal/Portal.mjs';
import { PostgresServer } from '../processes/PostgresServer.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { waitFor } from '../waitFor.mjs';

const TAKEN_OVER_MS = 60_000;

let postgres;
let redis;
let portals = [];

before(async () => {
  postgres = await PostgresServer.create();
  await postgres.start();
  redis = await RedisServer.create();
  await redis.start();
  portals = await Promise.all(
    [1, 2].map(() =>
      Portal.create({
        config: ['app-config.production.yaml', 'app-config.test.yaml'],
        env: { ...postgres.env, REDIS_URL: redis.url },
      }),
    ),
  );
  // At the same time, on databases that are not there yet.
  await Promise.all(portals.map(portal => portal.start()));
});

after(async () => {
  await Promise.all(portals.map(portal => portal.dispose()));
  await redis?.dispose();
  await postgres?.dispose();
});

const replicaOf = async portal => (await portal.client.get('/health/data', 'admin')).replica;

test('two replicas of the production configuration have one leader, and no guest', async () => {
  const replicas = await waitFor('a leader that both name', async () => {
    const found = await Promise.all(portals.map(replicaOf));
    return found[0].leaderId && found[0].leaderId === found[1].leaderId && found;
  });
  assert.deepEqual(replicas.map(({ leader }) => leader).sort(), [false, true]);
  assert.ok(replicas.some(({ id }) => id === replicas[0].leaderId));
  for (const portal of portals) await assert.rejects(portal.client.signIn('guest'), /403/);
});

test('a token of one replica is good for the other', async () => {
  const [one, other] = portals;
  const response = await fetch(`${other.url}/api/agentos/ssot?sections=queues`, {
    headers: { authorization: `Bearer ${await one.client.tokenOf('admin')}` },
  });
  assert.equal(response.status, 200);
});

test('the leader is killed: a client of the other replica goes on in the same epoch, without a gap', async () => {
  const leads = (await replicaOf(portals[0])).leader;
  const [leader, follower] = leads ? portals : [...portals].reverse();
  const client = await SocketClient.open(follower, { user: 'admin' });
  client.send({ type: 'subscribe', sections: ['*'] });
  const { epoch } = await client.message('initial_data');

  await leader.kill();
  const { version } = client.replica;
  await waitFor('newer versions', () => client.replica.version > version + 5, TAKEN_OVER_MS);
  assert.equal((await replicaOf(follower)).leader, true);
  assert.equal(client.replica.epoch, epoch);
  assert.deepEqual(client.replica.gaps, []);
  assert.equal(client.messages.filter(({ type }) => type === 'initial_data').length, 1);
  await client.drop();
});
