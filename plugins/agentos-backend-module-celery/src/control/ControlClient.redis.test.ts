import { systemClock } from '@agentos-portal/plugin-agentos-node';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { MemorySourceStore, RedisServer } from '@agentos-portal/plugin-agentos-node/testUtils';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { defaultKeys as keys } from '../__testUtils__/defaultKeys';
import { bodyOf, createEnvelope, parseEnvelope } from '../message';
import { ControlClient } from './ControlClient';

const WORKERS = 1_000;
const names = Array.from({ length: WORKERS }, (_, index) => `w${index}@test`);

describe('ControlClient without workers', () => {
  let redis: RedisServer;
  let commands: RedisConnection;
  let control: ControlClient;

  beforeAll(async () => {
    redis = await RedisServer.start();
    commands = new RedisConnection({ url: redis.url, name: 'test', limitMs: 5_000, atMostOnce: true });
  });

  afterAll(async () => {
    commands.close();
    await redis.stop();
  });

  beforeEach(() => {
    control = new ControlClient({
      keys,
      commands,
      openReplies: () => new RedisConnection({ url: redis.url, name: 'replies', limitMs: 5_000 }),
      store: new MemorySourceStore(),
      clock: systemClock,
      liveWorkers: () => names,
    });
  });

  afterEach(() => control.stop());

  it('waits for nobody when nobody listens', async () => {
    const answer = await control.call('ping', {}, { limitMs: 3_600_000 });
    expect(answer).toMatchObject({ listeners: 0, replies: new Map() });
    expect(answer.missing).toHaveLength(WORKERS);
  });

  it('takes the answers of 1,000 workers, and garbage among them', async () => {
    const listeners = await Promise.all(
      names.map(async (): Promise<Socket> => {
        const socket = connect(redis.port, '127.0.0.1');
        socket.write(`SUBSCRIBE ${keys.controlChannel}\r\n`);
        await once(socket, 'data');
        return socket;
      }),
    );
    const answering = new Redis(redis.url);
    listeners[0].on('data', data => {
      const text = data.toString();
      const { ticket, reply_to: replyTo } = bodyOf(parseEnvelope(text.slice(text.indexOf('{'), -2))!) as any;
      const list = keys.replyList(replyTo.routing_key);
      const pipeline = answering.pipeline();
      for (const garbage of ['', '{}', '[]', '{"body": "bm8=", "headers": {}}'])
        pipeline.lpush(list, garbage);
      for (const name of names) {
        const bodyText = JSON.stringify({ [name]: { ok: 'pong' } });
        const delivery = { exchange: replyTo.exchange, routingKey: replyTo.routing_key };
        pipeline.lpush(list, JSON.stringify(createEnvelope({ bodyText, delivery, headers: { ticket } })));
      }
      void pipeline.exec();
    });
    const answer = await control.call('ping', {}, { limitMs: 3_600_000 });
    expect(answer.listeners).toBe(WORKERS);
    expect(answer.replies.size).toBe(WORKERS);
    expect(answer.missing).toEqual([]);
    answering.disconnect();
    listeners.forEach(socket => socket.destroy());
  });

  it('says that Redis is away', async () => {
    const away = new RedisConnection({
      url: 'redis://127.0.0.1:1',
      name: 'test',
      limitMs: 300,
      atMostOnce: true,
    });
    const lost = new ControlClient({
      keys,
      commands: away,
      openReplies: () => away,
      store: new MemorySourceStore(),
      clock: systemClock,
    });
    await expect(lost.call('ping')).rejects.toThrow('Redis at 127.0.0.1:1: connect ECONNREFUSED');
    await expect(lost.cast('ping')).rejects.toThrow('Redis at 127.0.0.1:1: connect ECONNREFUSED');
    await lost.stop();
    away.close();
  });
});
