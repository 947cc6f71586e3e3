import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { BullmqFixture, waitForEvent } from './__testUtils__/BullmqFixture';

describe('a source that watches', () => {
  it('writes nothing: every command it sends is a read', async () => {
    const fixture = await BullmqFixture.start();
    const redis = fixture.redis.connect();
    const kinds = new Map(
      ((await redis.call('COMMAND')) as Array<[string, number, string[]]>).map(([name, , flags]) => [
        name,
        flags,
      ]),
    );
    const monitor = await redis.monitor();
    const seen: Array<{ command: string; from: string }> = [];
    monitor.on('monitor', (_time: string, [command]: string[], from: string) =>
      seen.push({ command: command.toLowerCase(), from }),
    );

    const { source, sink } = await fixture.started();
    const queue = fixture.queue('embed');
    await fixture.worker('embed', async job => {
      await job.updateProgress(10);
    });
    await queue.upsertJobScheduler('often', { every: 60_000 });
    await queue.add('prioritized', {}, { priority: 1 });
    await source.collect('workers');
    const { id } = await queue.add('embed.document', {}, { attempts: 2 });
    await waitForEvent(sink, 'job:completed', `queues.embed.${id}`);
    await queue.pause();
    await queue.addBulk([
      { name: 'a', data: {} },
      { name: 'b', data: {}, opts: { delay: 9_000 } },
    ]);
    for (const section of source.sections) await source.collect(section);
    await source.getJob(`queues.embed.${id}`);
    await source.getJobLogs(`queues.embed.${id}`);
    await source.listJobs({ limit: 500 });

    const clients = String(await redis.client('LIST'));
    const own = new Set(
      Array.from(clients.matchAll(/addr=(\S+) .*name=agentos:queues /g), match => match[1]),
    );
    expect(own.size).toBe(2);
    const sent = () => new Set(seen.filter(({ from }) => own.has(from)).map(({ command }) => command));
    await waitFor(() => sent().has('lrange'), 'the commands in the monitor');
    expect(Array.from(sent())).toEqual(expect.arrayContaining(['xread', 'hmget', 'llen', 'zcard', 'client']));
    const writes = Array.from(sent()).filter(
      command =>
        !kinds.has(command) ||
        kinds.get(command)!.some(flag => ['write', 'may_replicate', 'noscript_write'].includes(flag)),
    );
    expect(writes).toEqual([]);
    expect(Array.from(sent())).not.toEqual(expect.arrayContaining(['eval', 'evalsha', 'fcall']));
    monitor.disconnect();
    redis.disconnect();
    await fixture.close();
  });
});
