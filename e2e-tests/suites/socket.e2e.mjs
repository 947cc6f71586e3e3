import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SocketClient } from '../live/SocketClient.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

const AWAY_MS = process.env.AGENTOS_E2E_FULL ? 30_000 : 8_000;
const ROOMS = [
  'admin',
  'alerts',
  'monitoring',
  'queue_updates',
  'job_status',
  'worker_capacity',
  'worker_updates',
  'worker_health',
  'celery_status',
  'agent_updates',
  'agent_config',
  'pipeline_status',
];
const EVERYTHING = { type: 'subscribe', rooms: ROOMS, sections: ['*'] };

let portal;

before(async () => {
  portal = await Portal.start();
});

after(async () => {
  await portal?.dispose();
});

/** A client that has everything there is to have. */
async function follow(since) {
  const client = await SocketClient.open(portal);
  client.send(since ? { ...EVERYTHING, since } : EVERYTHING);
  return client;
}

/** A snapshot over HTTP of a version that the client has shown as well. */
async function snapshotKnownTo(client) {
  return waitFor('a version that both have', async () => {
    const snapshot = await portal.client.get('/ssot');
    await waitFor('the client', () => client.replica.version >= snapshot.version);
    return client.replica.at(snapshot.version) && snapshot;
  });
}

function assertSame(client, snapshot) {
  const seen = client.replica.at(snapshot.version);
  assert.equal(client.replica.epoch, snapshot.epoch);
  assert.deepEqual(Object.keys(seen).sort(), Object.keys(snapshot.sections).sort());
  for (const [name, { rows, version, status }] of Object.entries(snapshot.sections)) {
    assert.deepEqual(seen[name].rows, rows, `rows of ${name}`);
    assert.deepEqual({ version: seen[name].version, status: seen[name].status }, { version, status }, name);
  }
}

/** Of the events since the subscription: those of the own room come from the start, and once more with a resume. */
const idsBetween = ({ messages }, from, upTo) =>
  messages
    .slice(messages.findIndex(({ type }) => type === 'subscribed'))
    .filter(({ id, version }) => id !== undefined && version > from && version <= upTo)
    .map(({ id }) => id);

test(
  'rows of initial_data and deltas are those of GET /ssot at the same version',
  { timeout: 300_000 },
  async () => {
    const client = await follow();
    const first = await client.message('initial_data');
    assert.equal(Object.keys(first.sections).length, 12);

    const { version } = await snapshotKnownTo(client);
    await waitFor('deltas', () => client.replica.version >= version + 10);
    const snapshot = await snapshotKnownTo(client);

    assert.ok(snapshot.version > first.version);
    assertSame(client, snapshot);
    assert.deepEqual(client.replica.gaps, []);
    await client.drop();
  },
);

test('a client that was away resumes without a gap', { timeout: 300_000 }, async () => {
  const steady = await follow();
  const lost = await follow();
  await waitFor('deltas', () => lost.replica.history.size > 5);
  const { epoch, version } = lost.replica;
  await lost.drop();
  await new Promise(done => setTimeout(done, AWAY_MS));
  await waitFor('events meanwhile', () => idsBetween(steady, version, Infinity).length > 10);

  const back = await SocketClient.open(portal);
  back.replica = lost.replica;
  back.send({ ...EVERYTHING, since: { epoch, version } });
  const resumed = await back.message('delta');
  assert.equal(resumed.from, version);
  assert.equal(
    back.messages.some(({ type }) => type === 'initial_data'),
    false,
  );

  // Up to a moment in which both have seen some more.
  const last = resumed.to + 5;
  for (const client of [steady, back]) {
    await waitFor('newer versions', () => client.replica.version >= last);
  }
  const expected = idsBetween(steady, version, last);
  assert.ok(expected.length > 10);
  assert.deepEqual(idsBetween(back, version, last), expected);
  assert.equal(new Set(expected).size, expected.length);
  assert.deepEqual(back.replica.gaps, []);
  assertSame(back, await snapshotKnownTo(back));
  await steady.drop();
  await back.drop();
});

test('a position of another epoch is answered with everything', async () => {
  const client = await follow({ epoch: 'another', version: 1 });
  const { sections } = await client.message('initial_data');
  assert.equal(Object.keys(sections).length, 12);
  await client.drop();
});
