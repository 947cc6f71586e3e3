import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { BullmqFixture, rowsOf } from '../__testUtils__/BullmqFixture';
import { parseRepeatKey } from './scheduleRows';

describe('section schedules', () => {
  it('has the job schedulers, and repeatable jobs of earlier versions', async () => {
    const fixture = await BullmqFixture.start();
    const queue = fixture.queue('embed');
    await queue.upsertJobScheduler(
      'hourly',
      { pattern: '0 * * * *', tz: 'Asia/Tokyo' },
      { name: 'embed.all' },
    );
    await queue.upsertJobScheduler('often', { every: 60_000 });
    const redis = fixture.redis.connect();
    await redis.zadd('bull:embed:repeat', 'inf', 'old:::Europe/Berlin:0 3 * * *');
    await redis.set('bull:embed:repeat:old:::Europe/Berlin:0 3 * * *', 'no hash');
    redis.disconnect();
    const { source } = await fixture.started({ queues: ['embed', 'empty'] });
    const rows = await rowsOf(source, 'schedules');
    for (const row of rows) SECTIONS.schedules.fields.parse(row);
    const next = (await queue.getJobScheduler('often'))!.next!;
    const same = { queue: 'embed', paused: false };
    expect(new Set(rows)).toEqual(
      new Set([
        expect.objectContaining({
          ...same,
          id: 'queues.embed.hourly',
          name: 'hourly',
          pattern: '0 * * * *',
          timeZone: 'Asia/Tokyo',
        }),
        expect.objectContaining({
          ...same,
          name: 'often',
          everyMs: 60_000,
          nextAt: new Date(next).toISOString(),
        }),
        expect.objectContaining({
          ...same,
          name: 'old',
          pattern: '0 3 * * *',
          timeZone: 'Europe/Berlin',
          nextAt: undefined,
        }),
      ]),
    );
    await fixture.close();
  });
});

describe('parseRepeatKey', () => {
  it('reads the rule out of the key', () => {
    expect(parseRepeatKey('sync::::5000')).toEqual({
      name: 'sync',
      everyMs: 5_000,
    });
    expect(parseRepeatKey('sync::::*/5 * * * *')).toEqual({
      name: 'sync',
      pattern: '*/5 * * * *',
    });
    expect(parseRepeatKey('a8f5f167')).toEqual({ name: 'a8f5f167' });
  });
});
