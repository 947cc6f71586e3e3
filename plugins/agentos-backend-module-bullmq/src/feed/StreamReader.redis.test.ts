import { ManualClock, MemorySourceStore } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { RedisServer } from '../__testUtils__/RedisServer';
import { QueueKeys } from '../redis/QueueKeys';
import { RedisConnection } from '../redis/RedisConnection';
import { StreamPositions } from './StreamPositions';
import { StreamReader } from './StreamReader';

describe('StreamReader', () => {
  it('notices that the trimming overtook it in a flood', async () => {
    const server = await RedisServer.start();
    const redis = server.connect();
    const connection = new RedisConnection({ url: server.url, name: 'test', limitMs: 3_000 });
    const store = new MemorySourceStore();
    const positions = new StreamPositions(store, new ManualClock(), mockServices.logger.mock());
    const gaps: string[] = [];
    const reader = new StreamReader({
      connection,
      keys: new QueueKeys('bull'),
      positions,
      onGap: queue => gaps.push(queue),
    });
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

    connection.close();
    redis.disconnect();
    await server.stop();
  }, 30_000);
});
