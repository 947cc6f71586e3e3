import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { BullmqFixture, rowsOf } from '../__testUtils__/BullmqFixture';

describe('section services', () => {
  it('has a row for the Redis, which also says when it does not answer', async () => {
    const fixture = await BullmqFixture.start();
    const { source } = await fixture.started({ queues: ['embed'] });
    const [up] = await rowsOf(source, 'services');
    expect(SECTIONS.services.fields.parse(up)).toMatchObject({
      id: 'queues.redis',
      name: 'Redis of queues',
      kind: 'redis',
      status: 'up',
      latencyMs: expect.any(Number),
      detail: expect.stringMatching(/^127\.0\.0\.1:\d+, Redis \d+\.\d+\.\d+, \S+ used$/),
    });
    fixture.redis.suspend();
    const [hung] = await rowsOf(source, 'services');
    expect(SECTIONS.services.fields.parse(hung)).toMatchObject({
      status: 'down',
      latencyMs: null,
    });
    fixture.redis.resume();
    await fixture.close();
  });

  it('shows a Redis that lets its user call nothing but reads', async () => {
    const fixture = await BullmqFixture.start();
    const redis = fixture.redis.connect();
    await redis.call(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>secret',
      '~bull:*',
      '+@read',
      '+ping',
      '+time',
      '+auth',
      '+hello',
    );
    redis.disconnect();
    const url = fixture.redis.url.replace('//', '//reader:secret@');
    const { source, sink } = await fixture.started({
      queues: ['embed'],
      redis: { url },
    });
    expect(sink.failures).toEqual([]);
    expect(await rowsOf(source, 'services')).toEqual([
      expect.objectContaining({
        status: 'up',
        detail: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      }),
    ]);
    expect(await rowsOf(source, 'queues')).toEqual([
      expect.objectContaining({ queued: 0, consumers: undefined }),
    ]);
    await expect(source.collect('workers')).rejects.toThrow(/NOPERM/);
    await fixture.close();
  });
});
