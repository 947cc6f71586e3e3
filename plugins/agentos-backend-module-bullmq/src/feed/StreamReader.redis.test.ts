import { ManualClock, MemorySourceStore } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import type { Redis } from 'ioredis';
import { RedisServer } from '../__testUtils__/RedisServer';
import { QueueKeys } from '../redis/QueueKeys';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { StreamPositions } from './StreamPositions';
import { StreamReader } from './StreamReader';

describe('StreamReader', () => {
  let server: RedisServer;
  let redis: Redis;
  let connection: RedisConnection;
  let gaps: string[];
  let positions: StreamPositions;
  let reader: StreamReader;

  beforeEach(async () => {
    server = await RedisServer.start();
    redis = server.connect();
    connection = new RedisConnection({ url: server.url, name: 'test', limitMs: 3_000 });
    positions = new StreamPositions({
      store: new MemorySourceStore(),
      clock: new ManualClock(),
      logger: mockServices.logger.mock(),
      committed: async () => {},
    });
    gaps = [];
    reader = new StreamReader({
      connection,
      keys: new QueueKeys('bull'),
      positions,
      onGap: queue => gaps.push(queue),
    });
  });

  afterEach(async () => {
    connection.close();
    redis.disconnect();
    await server.stop();
  });

  it('notices that the trimming overtook it in a flood', async () => {
    const read = async () => {
      const { entries, more } = await reader.read();
      positions.set('embed', entries.at(-1)!.id);
      return { count: entries.length, more };
    };
    await reader.watch(['embed']);
    const write = redis.pipeline();
    for (let n = 1; n <= 3_000; n += 1) write.xadd('bull:embed:events', `${n}-0`, 'event', 'added');
    await write.exec();

    expect(await read()).toEqual({ count: 1_000, more: true });
    expect(await read()).toEqual({ count: 1_000, more: true });
    expect(gaps).toEqual([]);
    const flood = redis.pipeline();
    for (let n = 3_001; n <= 5_000; n += 1) flood.xadd('bull:embed:events', `${n}-0`, 'event', 'added');
    flood.xtrim('bull:embed:events', 'MAXLEN', 1_500);
    await flood.exec();
    expect(await read()).toEqual({ count: 1_000, more: true });
    expect(gaps).toEqual(['embed']);
    expect(await read()).toEqual({ count: 500, more: false });
    expect(gaps).toEqual(['embed']);
  });

  it('looks at what is no stream once, and again after a loss', async () => {
    const looked = async () => {
      const stats = await redis.info('commandstats');
      return Number(stats.match(/cmdstat_xrevrange:calls=(\d+)/)?.[1] ?? 0);
    };
    await redis.set('bull:embed:events', 'text');
    expect(await reader.watch(['embed'])).toBe(false);
    expect(await reader.watch(['embed'])).toBe(false);
    expect(await looked()).toBe(1);
    await redis.del('bull:embed:events');
    reader.lost();
    expect(await reader.watch(['embed'])).toBe(true);
    expect(await looked()).toBe(2);
  });
});
