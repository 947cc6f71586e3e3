import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Queue, Worker } from 'bullmq';
import { Portal } from '../portal/Portal.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { waitFor } from '../waitFor.mjs';

const JOBS = 2_000;
const PAGE = 500;
const TEST_MS = 240_000;

let redis;
let portal;
let queue;

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  queue = new Queue('embed', { connection: { url: redis.url } });
  portal = await Portal.start({
    config: [
      {
        agentos: {
          instances: [
            {
              id: 'main',
              sources: [
                {
                  id: 'queues',
                  type: 'bullmq',
                  redis: { url: redis.url },
                  queues: ['embed'],
                },
              ],
            },
          ],
        },
      },
    ],
  });
});

after(async () => {
  await queue?.close();
  await portal?.dispose();
  await redis?.dispose();
});

/** Runs everything that waits; answers how often each job ran. */
async function work(processor, isDone) {
  const runs = new Map();
  const worker = new Worker(
    'embed',
    async job => {
      runs.set(job.id, (runs.get(job.id) ?? 0) + 1);
      await processor(job);
    },
    { connection: { url: redis.url }, concurrency: 100 },
  );
  await waitFor('the jobs', isDone, 60_000);
  await worker.close();
  return runs;
}

async function auditOf(operationId) {
  const rows = [];
  let cursor = '';
  do {
    const page = await portal.client.get(
      `/audit?operationId=${operationId}&limit=${PAGE}${cursor && `&cursor=${cursor}`}`,
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

test(
  'a portal killed in the middle retries 2,000 failed jobs, each exactly once',
  { timeout: TEST_MS },
  async () => {
    await queue.addBulk(Array.from({ length: JOBS }, () => ({ name: 'embed.document', data: {} })));
    await work(
      async () => {
        throw new Error('no text');
      },
      async () => (await queue.getFailedCount()) === JOBS,
    );

    const response = await portal.client.post('/operations', {
      kind: 'job.retry',
      targets: { filter: { queue: 'embed', state: 'failed' } },
      reason: 'the text is there now',
      idempotencyKey: 'retry-embed',
    });
    assert.equal(response.status, 202);
    const { operationId, counts } = await response.json();
    assert.equal(counts.total, JOBS);

    await waitFor('the first retries', async () => (await queue.getWaitingCount()) > 0);
    await portal.kill();
    const done = await queue.getWaitingCount();
    assert.ok(done > 0 && done < JOBS, `${done} jobs were retried at the kill`);

    await portal.start();
    await waitFor(
      'the end of the operation',
      async () => (await portal.client.get(`/operations/${operationId}`)).state === 'completed',
      60_000,
    );
    const operation = await portal.client.get(`/operations/${operationId}`);
    assert.deepEqual(operation.counts, {
      total: JOBS,
      pending: 0,
      succeeded: JOBS,
      failed: 0,
      skipped: 0,
    });

    const runs = await work(
      async () => {},
      async () => (await queue.getCompletedCount()) === JOBS,
    );
    assert.equal(runs.size, JOBS);
    assert.deepEqual(new Set(runs.values()), new Set([1]));

    const audit = await auditOf(operationId);
    assert.equal(audit.length, JOBS);
    assert.equal(new Set(audit.map(({ target }) => target)).size, JOBS);
    assert.ok(audit.every(({ outcome, finishedAt }) => outcome === 'succeeded' && finishedAt));
  },
);
