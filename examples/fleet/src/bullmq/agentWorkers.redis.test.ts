import { Job, Queue } from 'bullmq';
import { agentById, pipelines } from '../agents/fleet';
import { attemptRandom } from '../runtime/random';
import { RedisServer, startRedisServer } from '../testUtils/redisServer';
import { waitFor } from '../testUtils/waitFor';
import { AgentWorkers, startAgentWorkers } from './agentWorkers';
import { FleetQueues } from './fleetQueues';

const SEED = 1;
const noPause = () => async () => {};

/** The first of the run ids whose first job meets these locks, per attempt. */
function runIdWith(agentId: string, busy: number, locks: boolean[]): string {
  const matches = (runId: string) =>
    locks.every((locked, at) => attemptRandom(SEED, `${runId}.${agentId}`, at + 1)() < busy === locked);
  return Array.from({ length: 5_000 }, (_, n) => `run${n}`).find(matches)!;
}

describe('startAgentWorkers', () => {
  let redis: RedisServer;
  let queues: FleetQueues;
  let running: AgentWorkers | undefined;
  let prefix = '';
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);

  beforeAll(async () => {
    redis = await startRedisServer();
  });

  afterAll(() => redis.stop());

  beforeEach(() => {
    prefix = `test${performance.now()}`.replace('.', '-');
    queues = new FleetQueues({
      connection: { url: redis.url },
      prefix,
      onError,
    });
  });

  afterEach(async () => {
    await running?.close();
    running = undefined;
    await queues.close();
    for (const error of errors.splice(0)) {
      throw error;
    }
  });

  async function start(options: Partial<Parameters<typeof startAgentWorkers>[0]>) {
    running = await startAgentWorkers({
      connection: { url: redis.url },
      prefix,
      seed: SEED,
      createPause: noPause,
      onError,
      ...options,
    });
    return running;
  }

  const inState = (queue: Queue, jobId: string, state: string): Promise<Job> =>
    waitFor(
      `${jobId} to be ${state}`,
      // The state first: a job read before it changed would be an old one.
      async () => (await queue.getJobState(jobId)) === state && queue.getJob(jobId),
    );

  it('takes a document through the whole pipeline', async () => {
    await start({});
    const runId = runIdWith('fetch', 0.06, [false]);
    await queues.add(
      { agentId: 'fetch', input: { documentId: 'stalled-jobs', runId } },
      { jobId: `${runId}.fetch`, priority: 3 },
    );
    for (const agentId of pipelines[0].agents) {
      const queue = queues.queue(agentId);
      const job = await inState(queue, `${runId}.${agentId}`, 'completed');
      expect(job).toMatchObject({
        name: agentById(agentId).taskName,
        data: { documentId: 'stalled-jobs', runId },
        progress: 100,
        returnvalue: { documentId: 'stalled-jobs' },
        priority: 3,
        processedBy: expect.stringMatching(new RegExp(`^${agentId}-${process.pid}@.+`)),
      });
      const { logs } = await queue.getJobLogs(job.id!);
      expect(logs.at(-1)).toMatch(/^info: /);
      expect((await queue.getWorkers()).map(({ rawname }) => rawname)).toEqual([
        expect.stringContaining(`:w:${agentId}-${process.pid}@`),
      ]);
    }
  });

  it('retries what can pass, after the back-off', async () => {
    await start({ agentIds: ['fetch'] });
    const runId = runIdWith('fetch', 0.06, [true, false]);
    const input = { documentId: 'queue-depth', runId };
    await queues.add({ agentId: 'fetch', input }, { jobId: `${runId}.fetch` });
    const queue = queues.queue('fetch');
    const job = await inState(queue, `${runId}.fetch`, 'completed');
    expect(job.attemptsMade).toBe(2);
    expect(job.finishedOn! - job.timestamp).toBeGreaterThanOrEqual(agentById('fetch').backoffMs);
    expect((await queue.getJobLogs(job.id!)).logs).toContain(
      'error: Attempt 1: The document store lock is held by another process',
    );
  });

  it('fails at once what cannot, names the error and adds nothing', async () => {
    await start({ agentIds: ['fetch'] });
    const runId = runIdWith('fetch', 0.06, [false]);
    const input = { documentId: 'missing-note', runId };
    await queues.add({ agentId: 'fetch', input }, { jobId: `${runId}.fetch` });
    const job = await inState(queues.queue('fetch'), `${runId}.fetch`, 'failed');
    expect(job.attemptsMade).toBe(1);
    expect(job.opts.attempts).toBeGreaterThan(1);
    expect(job.failedReason).toContain('its file missing-note.txt is missing');
    expect(job.stacktrace?.[0]).toMatch(/^NotFoundError: /);
    expect(await queues.queue('split').getJobCountByTypes('waiting')).toBe(0);
  });

  it('adds the following job once, however often the first is run', async () => {
    await start({ agentIds: ['fetch'] });
    const input = { documentId: 'queue-depth', runId: 'again' };
    const ids = ['first', 'second'];
    for (const jobId of ids) {
      await queues.add({ agentId: 'fetch', input }, { jobId });
    }
    for (const jobId of ids) {
      await inState(queues.queue('fetch'), jobId, 'completed');
    }
    const waiting = await queues.queue('split').getWaiting();
    expect(waiting.map(({ id }) => id)).toEqual(['again.split']);
  });

  it('hands a job over that no run has started', async () => {
    await start({ agentIds: ['dedupe', 'verify'] });
    const input = { documentIds: ['queue-depth'] };
    const first = await queues.add({ agentId: 'dedupe', input });
    const id = `dedupe-${first.id}.verify`;
    const second = await inState(queues.queue('verify'), id, 'completed');
    expect(second.data).toEqual(input);
  });

  it('ends a running job that is cancelled, with the reason', async () => {
    const { workers } = await start({
      agentIds: ['verify'],
      createPause: signal => () =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    await queues.add({ agentId: 'verify', input: { documentIds: ['queue-depth'] } }, { jobId: 'long' });
    const queue = queues.queue('verify');
    await inState(queue, 'long', 'active');
    await waitFor('the cancel', async () => workers[0].cancelJob('long', 'asked by a person'));
    const job = await inState(queue, 'long', 'failed');
    expect(job.failedReason).toBe('Cancelled: asked by a person');
    expect(job.stacktrace?.[0]).toMatch(/^CancelledError: /);
    expect(job.attemptsMade).toBe(1);
  });

  it('lets running jobs end when it is closed', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const workers = await start({
      agentIds: ['verify'],
      createPause: () => () => held,
    });
    await queues.add({ agentId: 'verify', input: { documentIds: ['queue-depth'] } }, { jobId: 'last' });
    await inState(queues.queue('verify'), 'last', 'active');
    const closing = workers.close();
    release();
    await closing;
    const last = await inState(queues.queue('verify'), 'last', 'completed');
    expect(last.attemptsStarted).toBe(1);
  });
});
