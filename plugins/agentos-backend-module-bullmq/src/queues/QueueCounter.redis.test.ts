import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Redis } from 'ioredis';
import { RedisServer } from '../__testUtils__/RedisServer';
import { QueueKeys } from '../redis/QueueKeys';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { QueueActivity } from './QueueActivity';
import { QueueCounter } from './QueueCounter';

const CHECK_MS = 4_001;
const WHOLE_MS = 15_001;

async function createSubject() {
  const server = await RedisServer.start();
  const redis = server.connect();
  const connection = new RedisConnection({ url: server.url, name: 'counter', limitMs: 3_000 });
  const activity = new QueueActivity();
  const clock = new ManualClock();
  const counter = new QueueCounter({ connection, keys: new QueueKeys('bull'), activity, clock });
  return { server, redis, connection, activity, clock, counter };
}

const readsOf = async (redis: Redis) => {
  const stats = await redis.info('commandstats');
  return Array.from(stats.matchAll(/cmdstat_(?:llen|zcard|hmget):calls=(\d+)/g)).reduce(
    (sum, [, calls]) => sum + Number(calls),
    0,
  );
};

describe('QueueCounter', () => {
  let subject: Awaited<ReturnType<typeof createSubject>>;
  beforeEach(async () => {
    subject = await createSubject();
    await subject.redis.lpush('bull:embed:wait', '1', '2');
    await subject.redis.zadd('bull:embed:failed', 1, '3');
    await subject.counter.refresh(['embed', 'idle']);
  }, 30_000);
  afterEach(async () => {
    subject.redis.disconnect();
    subject.connection.close();
    await subject.server.stop();
  });

  const complete = () => subject.redis.zadd('bull:embed:completed', 1, '4');

  it('asks a queue that is at rest only for what was not empty', async () => {
    const { redis, counter, clock } = subject;
    const before = await readsOf(redis);
    await counter.refresh(['embed', 'idle']);
    expect(await readsOf(redis)).toBe(before);
    clock.advance(CHECK_MS);
    await counter.refresh(['embed', 'idle']);
    expect(await readsOf(redis)).toBe(before + 2);
    expect(counter.counts('embed')).toMatchObject({ queued: 2, failed: 1, completed: 0 });
  });

  it('sees in every round what went without an entry', async () => {
    const { redis, counter, clock } = subject;
    await redis.flushall();
    clock.advance(CHECK_MS);
    await counter.refresh(['embed']);
    expect(counter.counts('embed')).toMatchObject({ queued: 0, failed: 0 });
  });

  it('counts everything after an entry', async () => {
    const { counter, activity } = subject;
    await complete();
    activity.note('embed');
    await counter.refresh(['embed']);
    expect(counter.counts('embed')).toMatchObject({ completed: 1 });
  });

  it('counts everything now and then, whatever the stream says', async () => {
    const { redis, counter, clock } = subject;
    await complete();
    await redis.hset('bull:embed:meta', 'paused', '1');
    clock.advance(WHOLE_MS);
    await counter.refresh(['embed']);
    expect(counter.counts('embed')).toMatchObject({ completed: 1, paused: true });
  });

  it('knows a list to be empty until an entry says otherwise', () => {
    const { counter, activity } = subject;
    expect(counter.isEmpty('embed', 'active')).toBe(true);
    expect(counter.isEmpty('embed', 'wait')).toBe(false);
    expect(counter.isEmpty('embed', 'waiting-children')).toBe(false);
    expect(counter.isEmpty('other', 'active')).toBe(false);
    activity.note('embed');
    expect(counter.isEmpty('embed', 'active')).toBe(false);
  });

  it('counts once for all who ask meanwhile', async () => {
    const { redis, counter, activity } = subject;
    const before = await readsOf(redis);
    activity.note('embed');
    await Promise.all([counter.refresh(['embed']), counter.refresh(['embed'])]);
    expect(await readsOf(redis)).toBe(before + 8);
    await Promise.all([counter.refresh(['embed']), counter.refresh(['embed', 'found'])]);
    expect(counter.counts('found')).toMatchObject({ queued: 0 });
  });
});
