import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CountedQueue } from '../fleet/CountedQueue.mjs';
import { Operations } from '../portal/Operations.mjs';
import { Portal } from '../portal/Portal.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { waitFor } from '../waitFor.mjs';

const JOBS = 10_000;
const OTHERS = 100;
const FOUND_MS = 120_000;
const TEST_MS = 600_000;
const PREFIXES = { queues: 'bull', others: 'other' };

const once = count => new Map(Array.from({ length: count }, (_, index) => [`j${index}`, 1]));
const ids = (source, name, count) =>
  Array.from({ length: count }, (_, index) => `${source}.${name}.j${index}`);
const countOf = (rows, wanted) => rows.filter(({ outcome }) => outcome === wanted).length;

let redis;
let portal;
let operations;
const queues = [];

/** A queue of one of the two sources. */
function queueOf(name, source = 'queues') {
  const queue = new CountedQueue({ redisUrl: redis.url, name, prefix: PREFIXES[source] });
  queues.push(queue);
  return queue;
}

const instanceOf = (id, source) => ({
  id,
  sources: [{ id: source, type: 'bullmq', redis: { url: redis.url }, prefix: PREFIXES[source] }],
});

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  const names = ['embed', 'classify', 'extract', 'index'];
  const instances = [instanceOf('main', 'queues'), instanceOf('second', 'others')];
  for (const { sources } of instances) sources[0].queues = names;
  portal = await Portal.start({ config: ['app-config.test.yaml', { agentos: { instances } }] });
  operations = new Operations(portal);
});

after(async () => {
  await Promise.all(queues.map(queue => queue.close()));
  await portal?.dispose();
  await redis?.dispose();
});

test(
  'a portal killed twice in the middle retries 10,000 failed jobs found by their error, each exactly once',
  { timeout: TEST_MS },
  async () => {
    const embed = queueOf('embed');
    await embed.addFailed(JOBS);
    await embed.addFailed(OTHERS, { message: 'connection refused', first: JOBS });
    const retried = () => embed.queue.getWaitingCount();

    const q = 'state:failed error:"No Text"';
    await waitFor(
      'the list to show them all',
      async () => (await portal.client.get(`/jobs?limit=1&q=${encodeURIComponent(q)}`)).total === JOBS,
      FOUND_MS,
    );
    const body = operations.retry({ filter: { queue: 'embed', q } });
    // Pressed twice.
    const [{ operationId, counts }, second] = await Promise.all([
      operations.start(body),
      operations.start(body),
    ]);
    assert.equal(second.operationId, operationId);
    assert.equal(counts.total, JOBS);

    // At the first ones, when no outcome can have been recorded, and with many recorded.
    for (const count of [1, JOBS / 3]) {
      await waitFor(`${count} retries`, async () => (await retried()) >= count);
      await portal.kill();
      const done = await retried();
      assert.ok(done >= count && done < JOBS, `${done} jobs were retried at the kill`);
      await portal.start();
    }
    assert.equal((await operations.start(body)).operationId, operationId);
    assert.deepEqual((await operations.ended(operationId)).counts, {
      total: JOBS,
      pending: 0,
      succeeded: JOBS,
      failed: 0,
      skipped: 0,
    });
    assert.deepEqual(new Map([...(await embed.complete(JOBS))].sort()), new Map([...once(JOBS)].sort()));

    assert.equal(await embed.queue.getFailedCount(), OTHERS, 'those of another error stayed as they were');

    const audit = await operations.audit(operationId);
    assert.equal(audit.length, JOBS);
    assert.equal(new Set(audit.map(({ target }) => target)).size, JOBS);
    assert.ok(audit.every(({ outcome, finishedAt }) => outcome === 'succeeded' && finishedAt));
  },
);

test('two people at once retry each job once, and each has an audit of their own', async () => {
  const classify = queueOf('classify');
  await classify.addFailed(600);
  const people = ['operator', 'admin'];
  const retry = operations.retry({ filter: { queue: 'classify', state: 'failed' } }, { dryRun: true });
  const plans = await Promise.all(people.map(user => operations.start(retry, user)));
  await Promise.all(plans.map((plan, index) => operations.startPlan(plan, people[index])));
  const audits = [];
  for (const [index, { operationId, counts }] of plans.entries()) {
    assert.equal(counts.total, 600, 'both were shown all of them');
    await operations.ended(operationId);
    const rows = await operations.audit(operationId);
    assert.equal(rows.length, 600);
    assert.ok(rows.every(({ actor }) => actor === `user:default/${people[index]}`));
    audits.push(...rows);
  }
  assert.equal(countOf(audits, 'succeeded'), 600);
  const others = audits.filter(({ outcome }) => outcome !== 'succeeded');
  assert.ok(others.every(({ outcome, code }) => outcome === 'skipped' && code === 'STATE_CHANGED'));
  assert.equal((await classify.complete(600)).size, 600);
});

test('a job that runs, and one that is gone, are left out and said to be', async () => {
  const extract = queueOf('extract');
  await extract.addFailed(3);
  const plan = await operations.start(
    operations.retry({ ids: ids('queues', 'extract', 3) }, { dryRun: true }),
  );
  // What was shown has gone on by itself meanwhile.
  await extract.queue.remove('j0');
  await (await extract.queue.getJob('j1')).retry();
  const release = await extract.hold('j1');

  await operations.startPlan(plan);
  await operations.ended(plan.operationId);
  const targets = await operations.targets(plan.operationId);
  assert.deepEqual(
    targets.map(({ outcome, code }) => [outcome, code]),
    [
      ['skipped', 'GONE'],
      ['skipped', 'RUNNING'],
      ['succeeded', null],
    ],
  );
  assert.equal(await extract.queue.getJobState('j1'), 'active');
  await release();
});

test('an operation reaches no job of another instance that has the same id', async () => {
  const own = queueOf('index');
  const other = queueOf('index', 'others');
  for (const queue of [own, other]) await queue.addFailed(2);
  const states = async ({ queue }) => [await queue.getJobState('j0'), await queue.getJobState('j1')];

  const byId = await operations.start(operations.retry({ ids: ['queues.index.j0'] }));
  await operations.ended(byId.operationId);
  assert.deepEqual(await states(own), ['waiting', 'failed']);
  assert.deepEqual(await states(other), ['failed', 'failed']);

  const filter = { instance: 'second', queue: 'index', state: 'failed' };
  const byFilter = await operations.start(operations.retry({ filter }));
  assert.equal(byFilter.counts.total, 2);
  await operations.ended(byFilter.operationId);
  assert.deepEqual(await states(own), ['waiting', 'failed']);
  assert.deepEqual(await states(other), ['waiting', 'waiting']);

  const unknown = operations.retry({ ids: ['queues.index.j1', 'elsewhere.index.j1'] });
  const refused = await portal.client.post('/operations', unknown);
  assert.equal(refused.status, 400);
  assert.match((await refused.json()).error.message, /elsewhere\.index\.j1/);
  const viewer = await portal.client.post(
    '/operations',
    operations.retry({ ids: ['queues.index.j1'] }),
    'viewer',
  );
  assert.equal(viewer.status, 403);
  assert.deepEqual(await states(own), ['waiting', 'failed']);
});
