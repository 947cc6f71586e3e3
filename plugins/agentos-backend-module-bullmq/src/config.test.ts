import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readBullmqConfig } from './config';

const PATH = 'agentos.instances[0].sources[0]';
const url = 'redis://user:hunter2@redis:6379/3';

const read = (data: JsonObject) => readBullmqConfig(new ConfigReader(data), PATH);

describe('readBullmqConfig', () => {
  it('fills in what is left out', () => {
    expect(read({ redis: { url } })).toEqual({
      url,
      prefix: 'bull',
      queues: undefined,
      discoverySeconds: 300,
    });
    expect(read({ redis: { url }, queues: [] }).queues).toBeUndefined();
  });

  it('takes what is given, each queue once', () => {
    expect(
      read({
        redis: { url: 'rediss://redis' },
        prefix: 'jobs',
        queues: ['a', 'b', 'a'],
        discovery: { everySeconds: 60 },
      }),
    ).toEqual({
      url: 'rediss://redis',
      prefix: 'jobs',
      queues: ['a', 'b'],
      discoverySeconds: 60,
    });
  });

  it.each<[JsonObject, string]>([
    [{}, '.redis.url: expected a redis:// or rediss:// URL, got nothing'],
    [
      { redis: { url: 'http://user:hunter2@redis' } },
      '.redis.url: expected a redis:// or rediss:// URL, got a http:// URL',
    ],
    [
      { redis: { url: 'user:hunter2@redis' } },
      '.redis.url: expected a redis:// or rediss:// URL, got a text that is no URL',
    ],
    [
      { redis: { url: 'redis:' } },
      '.redis.url: expected a redis:// or rediss:// URL, got a text that is no URL',
    ],
    [{ redis: { url: 6379 } }, '.redis.url: expected a redis:// or rediss:// URL, got a number'],
    [
      { redis: { url: 'redis://:hunter2@redis/x' } },
      '.redis.url: expected a database number or nothing after the host',
    ],
    [
      { redis: { url: 'redis://:hunter2%x@redis' } },
      '.redis.url: expected user and password with every % written as %25',
    ],
    [{ redis: { url }, prefix: 5 }, '.prefix: expected a text, got a number'],
    [
      { redis: { url }, queues: 'ingest' },
      '.queues: expected a list of queue names, got a text that is no URL',
    ],
    [{ redis: { url }, queues: ['ingest', 1] }, '.queues: expected a list of queue names, got a list'],
    [
      { redis: { url }, discovery: { everySeconds: 0 } },
      '.discovery.everySeconds: expected a number of at least 1, got a number',
    ],
  ])('refuses %j', (data, message) => {
    expect(() => read(data)).toThrow(PATH + message);
    expect(() => read(data)).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(() => read(data)).not.toThrow('hunter2');
  });
});
