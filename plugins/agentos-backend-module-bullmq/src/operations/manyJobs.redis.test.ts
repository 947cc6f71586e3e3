import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Queue } from 'bullmq';
import { BullmqFixture } from '../__testUtils__/BullmqFixture';
import { operateOn, wordsOf } from '../__testUtils__/operateOn';

const CHUNK = 250;

async function failJobs(fixture: BullmqFixture, queue: Queue, count: number) {
  await queue.addBulk(Array.from({ length: count }, () => ({ name: 'embed.document', data: {} })));
  const worker = await fixture.worker(
    'embed',
    async () => {
      throw new Error('no text');
    },
    { concurrency: 50 },
  );
  await waitFor(async () => (await queue.getFailedCount()) === count, 'the jobs to fail');
  await worker.close();
  return (await queue.getFailed(0, count)).map(({ id }) => `queues.embed.${id}`);
}

const countOf = (outcomes: string[], word: string) => outcomes.filter(outcome => outcome === word).length;

describe('operations on many jobs', () => {
  let fixture: BullmqFixture;
  let queue: Queue;
  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    queue = fixture.queue('embed');
  });
  afterEach(() => fixture.close());

  it('retries 2,000 failed jobs, each once by the account of its worker', async () => {
    const ids = await failJobs(fixture, queue, 2_000);
    const { source } = await fixture.started({ queues: ['embed'] });
    const outcomes: string[] = [];
    for (let i = 0; i < ids.length; i += CHUNK) {
      outcomes.push(...wordsOf(await operateOn(source, 'job.retry', ids.slice(i, i + CHUNK))));
    }
    expect(countOf(outcomes, 'succeeded')).toBe(2_000);
    const runs = new Map<string, number>();
    await fixture.worker(
      'embed',
      async job => {
        runs.set(job.id!, (runs.get(job.id!) ?? 0) + 1);
      },
      { concurrency: 50 },
    );
    await waitFor(async () => (await queue.getCompletedCount()) === 2_000, 'the retries');
    expect(runs.size).toBe(2_000);
    expect(new Set(runs.values())).toEqual(new Set([1]));
  }, 150_000);

  it('retries a job once for two who ask at the same time', async () => {
    const ids = await failJobs(fixture, queue, 200);
    const { source } = await fixture.started({ queues: ['embed'] });
    const { source: other } = await fixture.started({ queues: ['embed'] });
    const both = await Promise.all([operateOn(source, 'job.retry', ids), operateOn(other, 'job.retry', ids)]);
    const words = both.flatMap(wordsOf);
    expect(countOf(words, 'succeeded')).toBe(200);
    expect(countOf(words, 'STATE_CHANGED')).toBe(200);
    expect(await queue.getWaitingCount()).toBe(200);
  });

  it('begins no target after an abort', async () => {
    const ids = await failJobs(fixture, queue, 1_000);
    const { source } = await fixture.started({ queues: ['embed'] });
    const controller = new AbortController();
    const redis = fixture.redis.connect();
    const asked = operateOn(source, 'job.retry', ids, { signal: controller.signal });
    await waitFor(async () => (await redis.llen('bull:embed:wait')) > 0, 'the first retry');
    controller.abort();
    const words = wordsOf(await asked);
    redis.disconnect();
    expect(countOf(words, 'ABORTED')).toBeGreaterThan(0);
    expect(countOf(words, 'succeeded') + countOf(words, 'ABORTED')).toBe(1_000);
    expect(await queue.getWaitingCount()).toBe(countOf(words, 'succeeded'));
  });

  it('does not say what it cannot know: an answer that is lost rejects', async () => {
    const ids = await failJobs(fixture, queue, 10);
    const { source } = await fixture.started({ queues: ['embed'] });
    expect(wordsOf(await operateOn(source, 'job.retry', ids.slice(0, 1)))).toEqual(['succeeded']);
    await fixture.redis.kill();
    await expect(operateOn(source, 'job.retry', ids)).rejects.toThrow(/^Redis at /);
    await fixture.redis.launch();
    await waitFor(
      async () => wordsOf(await operateOn(source, 'job.retry', ids)).includes('succeeded'),
      'Redis',
    );
  });
});
