import { RedisServer, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { Redis } from 'ioredis';
import { describeStateStore } from '../__testUtils__/stateStoreContract';
import { RedisStateStore } from './redis';

let server: RedisServer;
let redis: Redis;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = new Redis(server.url);
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const redisTime = async () => {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Number(micros) / 1000;
};

describeStateStore('redis', async options => {
  await redis.flushall();
  const stores: RedisStateStore[] = [];
  return {
    open: async () => {
      const store = RedisStateStore.create({
        url: server.url,
        logger: mockServices.logger.mock(),
        ...options,
      });
      stores.push(store);
      return store;
    },
    pass: async ms => {
      const end = (await redisTime()) + ms;
      await waitFor(async () => (await redisTime()) > end, 'the time of Redis');
    },
    close: async () => {
      await Promise.all(stores.map(store => store.close()));
    },
  };
});
