import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { CeleryTasks } from '../celery/CeleryTasks.mjs';
import { Fleet } from '../fleet/Fleet.mjs';
import { Operations } from '../portal/Operations.mjs';
import { Portal } from '../portal/Portal.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { waitFor } from '../waitFor.mjs';

const FLEET_MS = 180_000;

let redis;
let tasks;
let portal;
let operations;
let browser;
const stops = [];

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  tasks = new CeleryTasks(redis.url);
  portal = await Portal.start({
    config: ['app-config.test.yaml', 'app-config.mixed.yaml'],
    env: { REDIS_URL: redis.url, BROKER_URL: `${redis.url}/0` },
  });
  operations = new Operations(portal);
});

after(async () => {
  await browser?.close();
  await Promise.all(stops.map(stop => stop()));
  await portal?.dispose();
  await tasks?.close();
  await redis?.dispose();
});

const rowsOf = async name => Object.values((await portal.client.section(name)).rows);

/** Ids of the jobs that a search finds. */
async function found(search) {
  const { items } = await portal.client.get(`/jobs?limit=500&q=${encodeURIComponent(search)}`);
  return items.map(({ id }) => id);
}

/** The row of a task, by its id in Celery. */
const jobOf = id => portal.client.get(`/jobs/celery.${id}`);

async function waitForState(id, state) {
  return waitFor(`${id} to be ${state}`, async () => {
    const job = await jobOf(id);
    if (job.state !== state) throw new Error(`it is ${job.state} (${job.reason})`);
    return job;
  });
}

async function haveAllWorked(source, queues) {
  const { items } = await portal.client.get(`/jobs?source=${source}&state=completed&limit=500`);
  const worked = new Set(items.map(({ queue }) => queue));
  const missing = queues.filter(queue => !worked.has(queue));
  if (missing.length > 0) throw new Error(`none of ${missing.join(', ')}`);
  return true;
}

async function operate(body) {
  const { operationId } = await operations.start(body);
  await operations.ended(operationId);
  const targets = await operations.targets(operationId);
  const audit = await operations.audit(operationId);
  assert.deepEqual(
    audit.map(({ target, outcome, code }) => [target, outcome, code]),
    targets.map(({ id, outcome, code }) => [id, outcome, code]),
    'the audit says of each target what became of it',
  );
  return targets;
}

const cancel = (id, params) => ({
  ...operations.retry({ ids: [`celery.${id}`] }),
  kind: 'job.cancel',
  params,
});

test('a failed element of a chain is retried with what follows it, once', async () => {
  await tasks.redis.set('broken:b', '1');
  const [c, b, a] = await tasks.python(`
r = chain(*(step.si(word).set(queue='chains') for word in 'abc')).apply_async(queue='chains')
print(r.id, r.parent.id, r.parent.parent.id, sep='\\n')`);
  // Only its message tells its priority.
  await waitFor(
    'the portal to see the message that waits',
    async () => (await rowsOf('jobs')).some(({ sourceId, priority }) => sourceId === a && priority === 0),
    FLEET_MS,
  );
  const worker = await tasks.worker('chains', 'chains');
  stops.push(() => worker.stop());
  await waitForState(b, 'failed');
  await tasks.redis.del('broken:b');

  const retry = operations.retry({ ids: [`celery.${b}`] });
  const [[target]] = await Promise.all([operate(retry), operations.start(retry)]);
  assert.equal(target.outcome, 'succeeded', target.message);
  await waitForState(target.newJobId.slice('celery.'.length), 'completed');
  const [again] = await operate(operations.retry({ ids: [`celery.${b}`] }));
  assert.equal(again.code, 'STATE_CHANGED');
  await waitFor('what follows', async () => (await tasks.notes()).includes('c'));
  await tasks.python(`note.apply_async(['end'], queue='chains').get(timeout=60)`);
  assert.deepEqual(await tasks.notes(), ['a', 'b', 'c', "'end'"]);
  assert.notEqual(c, target.newJobId);
});

test('a task that runs is ended only when somebody says so', async () => {
  const worker = await tasks.worker('holds', 'holds');
  stops.push(() => worker.stop());
  const [id] = await tasks.python(`print(hold.apply_async(['t'], queue='holds').id)`);
  await waitForState(id, 'processing');
  const [refused] = await operate(cancel(id, {}));
  assert.equal(refused.code, 'RUNNING');
  const [ended] = await operate(cancel(id, { terminate: true }));
  assert.equal(ended.outcome, 'succeeded', ended.message);
  const job = await waitForState(id, 'cancelled');
  assert.match(job.reason, /terminated/);
  assert.deepEqual(
    (await tasks.notes()).filter(note => note.endsWith(' t')),
    ['began t'],
  );
});

test('a worker that is killed is offline, and the task it ran is lost', async t => {
  const worker = await tasks.worker('doomed', 'doomed');
  const [id] = await tasks.python(`print(hold.apply_async(['needle'], queue='doomed').id)`);
  await waitForState(id, 'processing');
  await waitFor('it to be found by its argument', async () =>
    (await found('args.args.0:needle')).includes(`celery.${id}`),
  );
  const killedAt = performance.now();
  await worker.kill();
  await waitFor('its row to be offline', async () =>
    (await rowsOf('workers')).some(({ name, tier }) => name === 'doomed@e2e' && tier === 'offline'),
  );
  t.diagnostic(`offline after ${((performance.now() - killedAt) / 1000).toFixed(1)} s`);
  await waitForState(id, 'lost');
});

browserTest('BullMQ and Celery fleets work in one portal', async () => {
  const fleets = [
    await Fleet.start({ redisUrl: redis.url, jobsPerMinute: 300 }),
    await Fleet.startCelery({ redisUrl: redis.url, tasksPerMinute: 300 }),
  ];
  stops.push(...fleets.map(fleet => () => fleet.stop()));
  const agents = (await rowsOf('agents')).map(({ queue }) => queue).sort();
  assert.equal(agents.length, 11);
  for (const source of ['queues', 'celery']) {
    await waitFor(`work of every agent from ${source}`, () => haveAllWorked(source, agents), FLEET_MS);
  }
  const [{ id }] = (await portal.client.get('/jobs?source=queues&queue=fetch&state=completed&limit=1')).items;
  const { args } = await portal.client.get(`/jobs/${id}`);
  assert.ok((await found(`source:queues args.documentId:${args.documentId}`)).includes(id));

  const kinds = new Set(
    (await rowsOf('workers')).filter(({ tier }) => tier === 'healthy').map(({ kind }) => kind),
  );
  assert.deepEqual(kinds, new Set(['bullmq', 'celery']));

  browser = await Browser.launch();
  const tab = await browser.open(portal);
  await tab.signInAsGuest();
  await tab.waitForLive('live');
  await tab.show('Workers');
  await tab.page.getByText('intake@').first().waitFor();
});
