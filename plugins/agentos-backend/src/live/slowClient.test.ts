import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aJob, aQueue } from '../__testUtils__/rows';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('a client that does not read', () => {
  let portal: TestPortal;
  let round = 0;

  beforeEach(async () => {
    portal = await startPortal();
    portal.source.rows = { queues: [aQueue('embed')] };
    await portal.warm();
  });

  afterEach(() => portal.stop());

  const follow = async (sections: string[], rooms: string[] = []) => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms, sections });
    await client.message('initial_data');
    return client;
  };
  type Client = Awaited<ReturnType<typeof follow>>;

  // More than the buffers of two sockets hold, in frames of about 800 KB, each sent before the next is made.
  const flood = async (quick: Client) => {
    for (let sent = 0; sent < 16; sent += 1) {
      round += 1;
      const name = `${round} ${'x'.repeat(5200)}`;
      portal.source.sink!.report({
        observations: Array.from({ length: 150 }, (_, index) => ({
          section: 'jobs',
          upsert: aJob(`j${index}`, { name, state: 'processing' }),
        })),
      });
      await waitFor(
        () => Object.values(quick.rows('jobs')).some(row => row.name === name),
        `round ${round} on the quick client`,
      );
    }
  };

  const fail = (id: string) =>
    portal.source.sink!.report({
      events: [{ name: 'job:failed', id, payload: { jobId: id, name: 'embed' } }],
    });

  const relayFigures = async () => (await (await portal.get('/health/data')).json()).relay;

  const stall = async () => {
    const slow = await follow(['jobs', 'queues'], ['alerts']);
    slow.socket.pause();
    return slow;
  };

  it('costs no frame while it lags, keeps its critical events, and catches up with one delta', async () => {
    const slow = await stall();
    const quick = await follow(['jobs', 'queues'], ['alerts']);
    await flood(quick);
    fail('critical-1');
    fail('critical-2');
    await waitFor(() => quick.events.has('critical-2'), 'critical events sent');
    expect(slow.closed).toBeUndefined();
    slow.socket.resume();
    await waitFor(() => slow.events.has('critical-2'), 'critical events kept');
    expect(slow.events.has('critical-1')).toBe(true);
    await waitFor(
      () => slow.replica.version === quick.replica.version && slow.replica.version,
      'the same version',
    );
    expect(slow.rows('jobs')).toEqual(quick.rows('jobs'));
    expect(slow.gaps).toBe(0);
    const deltas = (client: typeof slow) =>
      client.messages.filter(message => message.type === 'delta').length;
    expect(deltas(slow)).toBeLessThan(deltas(quick));
    expect((await relayFigures()).catchUps).toBeGreaterThan(0);
  });

  it('is let go with 4408 after 10 s without any drain, and nobody else notices', async () => {
    const slow = await stall();
    const quick = await follow(['queues', 'jobs']);
    await flood(quick);
    await waitFor(async () => (await relayFigures()).connections === 1, 'the slow client gone');
    portal.source.sink!.report({
      observations: [{ section: 'queues', patch: { id: 'scripted.embed', queued: 77 } }],
    });
    await waitFor(() => quick.rows('queues')['scripted.embed'].queued === 77, 'the quick client served');
    slow.socket.resume();
    expect([4408, 1006]).toContain((await slow.close()).code);
  });
});
