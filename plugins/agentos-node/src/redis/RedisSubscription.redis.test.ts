import Redis from 'ioredis';
import { systemClock } from '../source';
import { RedisServer, waitFor } from '../testUtils';
import { RedisSubscription } from './RedisSubscription';

describe('RedisSubscription', () => {
  let server: RedisServer;
  let subscription: RedisSubscription;
  let told: string[];
  let proofs: number;

  const count = (word: string) => told.filter(text => text.startsWith(word)).length;

  beforeEach(async () => {
    server = await RedisServer.start();
    told = [];
    proofs = 0;
    subscription = new RedisSubscription({
      url: server.url,
      name: 'test',
      pattern: 'events/*',
      limitMs: 500,
      clock: systemClock,
      onMessage: message => told.push(`message ${message}`),
      onUp: () => told.push('up'),
      onDown: error => told.push(`down ${error.message}`),
      onProof: () => {
        proofs += 1;
      },
    });
    await waitFor(() => count('up') === 1, 'the subscription');
  });

  afterEach(async () => {
    subscription.close();
    await server.stop();
  });

  async function publish(message: string) {
    const redis = new Redis(server.url);
    try {
      return await redis.publish('events/a', message);
    } finally {
      redis.disconnect();
    }
  }

  it('hears what is published, and proves that it does', async () => {
    expect(await publish('hello')).toBe(1);
    await waitFor(() => count('message hello') === 1, 'the message');
    await waitFor(() => proofs > 1, 'proofs');
  });

  it.each([
    ['dies', () => server.kill(), () => server.launch()],
    ['hangs', async () => server.suspend(), async () => server.resume()],
  ])(
    'comes back by itself after a Redis that %s, and tells once that it was away',
    async (_, breaks, mends) => {
      for (const round of [1, 2, 3]) {
        await breaks();
        await waitFor(() => count('down') === round, 'the loss');
        await mends();
        await waitFor(() => count('up') === round + 1, 'the return');
        await waitFor(async () => (await publish(`back ${round}`)) > 0, 'a listener');
        await waitFor(() => count(`message back ${round}`) === 1, 'the message');
      }
      expect(told.filter(text => /^(up|down)/.test(text)).map(text => text.split(' ')[0])).toEqual([
        'up',
        'down',
        'up',
        'down',
        'up',
        'down',
        'up',
      ]);
      expect(told[1]).toMatch(/^down Redis at 127\.0\.0\.1:\d+: /);
    },
  );

  it('is silent once it is closed', async () => {
    subscription.close();
    await waitFor(async () => (await publish('late')) === 0, 'its end');
    await server.kill();
    expect(told).toEqual(['up']);
  });
});
