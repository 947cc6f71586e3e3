import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Queue } from 'bullmq';
import { RedisServer } from '../processes/RedisServer.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

let redis;
let portal;

before(async () => {
  redis = await RedisServer.create();
  portal = await Portal.create({
    config: ['app-config.redis.yaml'],
    env: { REDIS_URL: redis.url },
  });
});

after(async () => {
  await portal?.dispose();
  await redis?.dispose();
});

test('a portal whose Redis is away starts, says so, and recovers', async () => {
  await portal.start();
  const queues = await waitFor('a section that failed', async () => {
    const section = await portal.client.section('queues');
    return section.status === 'failed' && section;
  });
  assert.match(queues.error, /Redis|ECONNREFUSED/i);
  assert.equal(queues.sources.queues.status, 'failed');
  assert.deepEqual(queues.rows, {});
  // Its own round may still be under way.
  await waitFor('what needs no Redis', async () => {
    const { status } = await portal.client.section('configuration');
    return status === 'fresh';
  });

  await redis.start();
  const queue = new Queue('embed', { connection: { url: redis.url } });
  await queue.add('embed.document', {});
  await queue.close();

  await waitFor('the job in its queue', async () => {
    const section = await portal.client.section('queues');
    const { queued } = Object.values(section.rows).find(({ name }) => name === 'embed') ?? {};
    return section.status === 'fresh' && queued === 1;
  });
});
