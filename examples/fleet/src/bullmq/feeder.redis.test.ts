import { pipelines } from '../agents/fleet';
import { RedisServer, startRedisServer } from '../testUtils/redisServer';
import { waitFor } from '../testUtils/waitFor';
import { Feeder, startFeeder } from './feeder';
import { FleetQueues } from './fleetQueues';

const firstAgents = pipelines.map(({ agents }) => agents[0]);

describe('startFeeder', () => {
  let redis: RedisServer;
  let queues: FleetQueues;
  const errors: Error[] = [];

  beforeAll(async () => {
    redis = await startRedisServer();
    queues = new FleetQueues({
      connection: { url: redis.url },
      onError: error => errors.push(error),
    });
  });

  afterAll(async () => {
    await queues.close();
    await redis.stop();
  });

  afterEach(() => {
    for (const error of errors.splice(0)) {
      throw error;
    }
  });

  const start = (prefix?: string): Promise<Feeder> =>
    startFeeder({
      connection: { url: redis.url },
      prefix,
      maxWaiting: 40,
      createPause: signal => async () => signal.throwIfAborted(),
      onError: error => errors.push(error),
    });

  const jobsOf = async (agentId: string) =>
    queues.queue(agentId).getJobs(['waiting', 'prioritized', 'delayed']);

  it('adds runs, some delayed and some with a priority, up to its bound', async () => {
    const feeder = await start();
    await waitFor('skipped runs', async () => feeder.counts.skipped >= 100);
    await feeder.close();

    const jobs = (await Promise.all(firstAgents.map(jobsOf))).flat();
    const runs = jobs.filter(job => !job.repeatJobKey);
    expect(runs).toHaveLength(feeder.counts.added);
    expect(runs.some(job => job.delay > 0)).toBe(true);
    expect(runs.some(job => job.priority > 0)).toBe(true);
    for (const job of runs) {
      expect(job.id).toBe(`${job.data.runId}.${job.queueName}`);
      expect(job.opts).toMatchObject({
        removeOnComplete: { count: 1000 },
        removeOnFail: { count: 5000 },
      });
    }
    for (const agentId of firstAgents) {
      const counts = await queues.queue(agentId).getJobCounts();
      expect(counts.waiting + counts.prioritized).toBeLessThanOrEqual(40);
    }
  });

  it('registers its schedules once, however often it starts', async () => {
    await (await start()).close();
    await (await start()).close();
    const [verify, dedupe] = await Promise.all(
      ['verify', 'dedupe'].map(id => queues.queue(id).getJobSchedulers()),
    );
    expect(verify).toMatchObject([{ key: 'verify-notes', name: 'verify.documents', every: 60_000 }]);
    expect(dedupe).toMatchObject([{ key: 'dedupe-notes', name: 'dedupe.documents', pattern: '*/5 * * * *' }]);
  });

  it('gives its runs other ids after a restart', async () => {
    const runIds = async (prefix: string) => {
      const feeder = await start(prefix);
      await waitFor('added runs', async () => feeder.counts.added >= 10);
      await feeder.close();
      const own = new FleetQueues({
        connection: { url: redis.url },
        prefix,
        onError: error => errors.push(error),
      });
      const jobs = await own.queue('fetch').getJobs();
      await own.close();
      return jobs.map(job => job.data.runId);
    };
    const ids = [...(await runIds('first')), ...(await runIds('second'))];
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
