import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import { BullmqFixture } from '../__testUtils__/BullmqFixture';
import { operateOn } from '../__testUtils__/operateOn';

async function createSubject() {
  const fixture = await BullmqFixture.start();
  const queue = fixture.queue('embed');
  const template = { name: 'embed.all', data: { from: 'a' }, opts: { attempts: 3 } };
  await queue.upsertJobScheduler('hourly', { pattern: '0 * * * *', tz: 'Europe/Berlin' }, template);
  const { source, sink } = await fixture.started({ queues: ['embed'] });
  const run = async (kind: OperationKind, key: string, params: JsonObject = {}) =>
    (await operateOn(source, kind, [`queues.embed.${key}`], { params }))[0];
  return { fixture, queue, source, sink, run, template };
}

describe('operations on schedules', () => {
  let subject: Awaited<ReturnType<typeof createSubject>>;
  beforeEach(async () => {
    subject = await createSubject();
  });
  afterEach(() => subject.fixture.close());

  it('runs one now, with its template', async () => {
    const { run, queue, template } = subject;
    const outcome = await run('schedule.run', 'hourly');
    expect(outcome).toMatchObject({ outcome: 'succeeded', newJobId: expect.any(String) });
    const [job] = await queue.getWaiting();
    expect(outcome.newJobId).toBe(`queues.embed.${job.id}`);
    expect(job).toMatchObject({ name: template.name, data: template.data });
    expect(job.opts.attempts).toBe(3);
    expect(await queue.getJobSchedulersCount()).toBe(1);
    expect(await run('schedule.run', 'not-there')).toMatchObject({ outcome: 'skipped', code: 'GONE' });
  });

  it('removes one with its next job', async () => {
    const { run, queue, sink, source } = subject;
    const print = async () =>
      (await source.fingerprint({ kind: 'schedule.remove', targets: ['queues.embed.hourly'] }))[0];
    expect(await print()).toEqual(expect.any(String));
    expect(await run('schedule.remove', 'hourly')).toMatchObject({ outcome: 'succeeded' });
    expect(await print()).toBeUndefined();
    expect(await queue.getDelayedCount()).toBe(0);
    expect(sink.observations).toContainEqual({ section: 'schedules', remove: 'queues.embed.hourly' });
    expect(await run('schedule.remove', 'hourly')).toMatchObject({ outcome: 'skipped', code: 'GONE' });
  });

  it('changes what is asked for and keeps the rest', async () => {
    const { run, queue, sink, source, template } = subject;
    const print = async () =>
      (await source.fingerprint({ kind: 'schedule.upsert', targets: ['queues.embed.hourly'] }))[0];
    const before = await print();
    expect(await run('schedule.upsert', 'hourly', { pattern: '30 * * * *' })).toMatchObject({
      outcome: 'succeeded',
    });
    expect(await queue.getJobScheduler('hourly')).toMatchObject({
      pattern: '30 * * * *',
      tz: 'Europe/Berlin',
      template: { data: template.data, opts: { attempts: 3 } },
    });
    expect(await print()).not.toBe(before);
    expect(sink.observations).toContainEqual({
      section: 'schedules',
      upsert: expect.objectContaining({ id: 'queues.embed.hourly', pattern: '30 * * * *' }),
    });
    await run('schedule.upsert', 'hourly', { data: { from: 'b' } });
    expect(await queue.getJobScheduler('hourly')).toMatchObject({
      pattern: '30 * * * *',
      name: 'embed.all',
      template: { data: { from: 'b' } },
    });
    await run('schedule.upsert', 'hourly', { everyMs: 60_000 });
    const changed = await queue.getJobScheduler('hourly');
    expect([changed!.every, changed!.pattern]).toEqual([60_000, undefined]);
  });

  it('makes one that was not there', async () => {
    const { run, queue, source } = subject;
    expect(await source.fingerprint({ kind: 'schedule.upsert', targets: ['queues.embed.often'] })).toEqual([
      'absent',
    ]);
    expect(await run('schedule.upsert', 'often', { everyMs: 60_000, name: 'embed.some' })).toMatchObject({
      outcome: 'succeeded',
    });
    expect(await queue.getJobScheduler('often')).toMatchObject({ name: 'embed.some', every: 60_000 });
  });

  it.each<[JsonObject, string]>([
    [{}, 'params: expected pattern or everyMs'],
    [{ pattern: '* * * * *', everyMs: 60_000 }, 'params: expected pattern or everyMs, got both'],
    [{ everyMs: 1 }, 'params.everyMs: expected a whole number from 1000 to 31536000000'],
    [{ pattern: '99 * * * *' }, 'the rule was refused: '],
  ])('refuses the rule %j', async (params, message) => {
    const { run, queue } = subject;
    const outcome = await run('schedule.upsert', 'new', params);
    expect(outcome).toMatchObject({ outcome: 'failed', message: expect.stringContaining(message) });
    expect(await queue.getJobSchedulersCount()).toBe(1);
  });

  it('touches no repeatable job of an earlier version', async () => {
    const { fixture, run } = subject;
    const redis = fixture.redis.connect();
    await redis.zadd('bull:embed:repeat', 1, 'old');
    for (const kind of ['schedule.run', 'schedule.remove', 'schedule.upsert'] as const) {
      expect(await run(kind, 'old', { everyMs: 60_000 })).toMatchObject({
        outcome: 'skipped',
        code: 'BLOCKED',
      });
    }
    expect(await redis.zscore('bull:embed:repeat', 'old')).toBe('1');
    redis.disconnect();
  });

  it('says of every kind whether it can, and does none that it cannot', async () => {
    const { source } = subject;
    for (const capability of source.capabilities()) {
      if (capability.capable) continue;
      expect(capability.reason).toEqual(expect.any(String));
    }
    expect(source.capabilities()).toContainEqual({
      kind: 'schedule.pause',
      capable: false,
      reason: 'BullMQ cannot pause a schedule: remove it, or pause its queue',
    });
    const [outcome] = await operateOn(source, 'schedule.pause', ['queues.embed.hourly']);
    expect(outcome).toMatchObject({ outcome: 'skipped', code: 'NOT_CAPABLE' });
  });
});
