import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { FleetQueues } from '../fleet/FleetQueues.mjs';
import { Fleet } from '../fleet/Fleet.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

let redis;
let fleet;
let queues;
let portal;
let browser;
let tab;

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  fleet = await Fleet.start({ redisUrl: redis.url, jobsPerMinute: 600 });
  queues = new FleetQueues(redis.url);
  portal = await Portal.start({
    config: ['app-config.redis.yaml'],
    env: { REDIS_URL: redis.url },
  });
  browser = await Browser.launch();
  tab = await browser.open(portal);
  await tab.signInAsGuest();
  await tab.waitForLive('live');
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
  await queues?.close();
  await fleet?.stop();
  await redis?.dispose();
});

/**
 * Waits until a reader says of each queue what BullMQ says right before or
 * right after: while jobs run, no two reads are of the same moment.
 */
async function waitForCounts(read, fields) {
  const differing = new Map(queues.names.map(name => [name, '']));
  const pick = counts => JSON.stringify(fields.map(field => counts?.[field]));
  await waitFor('the counts of BullMQ', async () => {
    const earlier = await queues.counts();
    const seen = await read();
    const later = await queues.counts();
    for (const name of [...differing.keys()]) {
      const [said, ...right] = [seen, earlier, later].map(of => pick(of[name]));
      if (right.includes(said)) differing.delete(name);
      else differing.set(name, `${name} ${said}, BullMQ ${right.join(' and ')}`);
    }
    if (differing.size > 0) throw new Error([...differing.values()].join('; '));
    return true;
  });
}

test('GET /ssot says of every queue what BullMQ says', async () => {
  await waitFor('finished jobs', async () => (await queues.counts()).fetch.completed > 3);
  await waitForCounts(async () => {
    const { rows } = await portal.client.section('queues');
    return Object.fromEntries(Object.values(rows).map(row => [row.name, row]));
  }, ['queued', 'scheduled', 'processing', 'failed', 'completed']);
});

browserTest('the page says of every queue what BullMQ says', async () => {
  await tab.show('Queue');
  await waitForCounts(
    async () =>
      Object.fromEntries(
        (await tab.rows('Queues')).map(row => [
          row.Queue,
          {
            queued: Number(row.Queued),
            scheduled: Number(row.Scheduled),
            processing: Number(row.Processing),
            failed: Number(row.Failed),
          },
        ]),
      ),
    ['queued', 'scheduled', 'processing', 'failed'],
  );
});

browserTest('a worker process that is killed shows as offline, and its job is accounted for', async () => {
  await tab.show('Control room');
  const pid = fleet.pidOf('meaning');
  const rowsOfProcess = async () => {
    const { rows } = await portal.client.section('workers');
    return Object.values(rows).filter(({ name }) => name.includes(`-${pid}@`));
  };
  await waitFor(
    'its healthy workers',
    async () => (await rowsOfProcess()).map(({ tier }) => tier).join() === 'healthy,healthy',
  );

  const jobId = await queues.holdRunningJob('embed', pid);
  process.kill(pid, 'SIGKILL');
  const jobRow = async () => {
    const { rows } = await portal.client.section('jobs');
    return Object.values(rows).find(({ sourceId, queue }) => sourceId === jobId && queue === 'embed');
  };

  await waitFor('offline workers', async () =>
    (await rowsOfProcess()).every(({ tier }) => tier === 'offline'),
  );
  assert.equal((await rowsOfProcess()).length, 2);
  await tab.page
    .getByRole('log', { name: 'Critical events' })
    .locator('[data-event="worker:down"]')
    .filter({ hasText: `embed-${pid}` })
    .waitFor();
  await waitFor('the reason of the job', async () => {
    const row = await jobRow();
    return row.state !== 'processing' || /gone/.test(row.reason);
  });
  await waitFor('the end of the job', async () => ['completed', 'failed'].includes((await jobRow()).state));

  await tab.show('Workers');
  await tab.page
    .locator('article[data-tier="offline"]')
    .filter({ hasText: `embed-${pid}` })
    .waitFor();
});

browserTest('without Redis the last values stay, with the reason; with it they move again', async () => {
  await tab.show('Queue');
  await tab.waitForLive('live');
  // Their order follows their health.
  const names = async () => (await tab.rows('Queues')).map(row => row.Queue).sort();
  const earlier = await names();

  await redis.stop();
  await tab.page.locator('[data-freshness="failed"]').first().waitFor();
  const section = await portal.client.section('queues');
  assert.equal(section.status, 'failed');
  assert.ok(section.error.length > 0);
  assert.equal(Object.keys(section.rows).length, queues.names.length);
  assert.deepEqual(await names(), earlier);
  assert.equal(await portal.client.isReady(), true);
  const others = await portal.client.section('configuration');
  assert.equal(others.status, 'fresh');

  await redis.start();
  await tab.page.locator('[data-freshness="fresh"]').first().waitFor();
  const { completed } = (await queues.counts()).fetch;
  await waitFor('finished jobs', async () => (await queues.counts()).fetch.completed > completed);
  await waitForCounts(async () => {
    const { rows } = await portal.client.section('queues');
    return Object.fromEntries(Object.values(rows).map(row => [row.name, row]));
  }, ['queued', 'scheduled', 'processing', 'failed', 'completed']);
});
