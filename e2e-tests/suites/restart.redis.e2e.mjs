import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CountedQueue } from '../fleet/CountedQueue.mjs';
import { Portal } from '../portal/Portal.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { waitFor } from '../waitFor.mjs';

const FAILED = 40;
const COMPLETED = 300;
const COUNTED_MS = 120_000;
const TEST_MS = 400_000;

let redis;
let portal;
let queue;

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  queue = new CountedQueue({ redisUrl: redis.url, name: 'embed' });
  const sources = [{ id: 'queues', type: 'bullmq', redis: { url: redis.url }, queues: ['embed'] }];
  portal = await Portal.start({
    config: ['app-config.test.yaml', { agentos: { instances: [{ id: 'main', sources }] } }],
  });
});

after(async () => {
  await queue?.close();
  await portal?.dispose();
  await redis?.dispose();
});

/** What the portal knows of the past. */
async function past() {
  const { client } = portal;
  const { items, total } = await client.get('/jobs?sort=-finished&limit=500');
  const { states } = await client.get('/jobs/counts');
  const [analytics] = (await client.get('/analytics?range=24h')).items;
  return {
    jobs: new Map(items.map(({ id, rev, ...job }) => [id, job])),
    total,
    states,
    analytics: analytics?.total,
  };
}

test(
  'history, counters and percentiles are after a crash what they were before',
  { timeout: TEST_MS },
  async () => {
    await queue.addFailed(FAILED);
    await queue.addWaiting(COMPLETED, { first: FAILED });
    await queue.complete(COMPLETED);
    const known = await waitFor(
      'everything to be counted',
      async () => {
        const now = await past();
        const isCounted = now.states.completed === COMPLETED && now.states.failed === FAILED;
        return isCounted && now.analytics?.completed === COMPLETED && now.analytics.failed === FAILED && now;
      },
      COUNTED_MS,
    );
    assert.equal(known.total, FAILED + COMPLETED);
    assert.ok(
      known.analytics.runP95Ms !== null && known.analytics.waitP99Ms !== null,
      'percentiles were measured',
    );

    await portal.kill();
    await portal.start();
    const kept = await past();
    assert.deepEqual(kept.states, known.states);
    assert.deepEqual(kept.analytics, known.analytics);
    assert.equal(kept.total, known.total);
    assert.deepEqual([...kept.jobs.keys()].sort(), [...known.jobs.keys()].sort());
    for (const [id, job] of known.jobs) {
      assert.equal(kept.jobs.get(id).state, job.state);
      assert.deepEqual(kept.jobs.get(id).error, job.error);
    }
  },
);
