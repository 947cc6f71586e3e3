import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aJob, aQueue } from '../__testUtils__/rows';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

describe('a client that does not read', () => {
  let portal: TestPortal;
  let round = 0;

  beforeEach(async () => {
    portal = await startPortal();
    portal.source.rows = { queues: [aQueue('embed')] };
    await portal.warm();
  });

  afterEach(() => portal.stop());

  // About 200 KB of rows a round, all of them changed.
  const flood = () => {
    round += 1;
    portal.source.sink!.report({
      observations: Array.from({ length: 150 }, (_, index) => ({
        section: 'jobs',
        upsert: aJob(`j${index}`, { name: `${round} ${'x'.repeat(1200)}`, state: 'processing' }),
      })),
    });
    return new Promise(resolve => setTimeout(resolve, 60));
  };

  const fail = (id: string) =>
    portal.source.sink!.report({
      events: [{ name: 'job:failed', id, payload: { jobId: id, name: 'embed' } }],
    });

  const relayFigures = async () => (await (await portal.get('/health/data')).json()).relay;

  const stall = async () => {
    const slow = await portal.connect();
    slow.send({ type: 'subscribe', rooms: ['alerts'], sections: ['jobs', 'queues'] });
    await slow.message('initial_data');
    slow.socket.pause();
    return slow;
  };

  it('costs no frame while it lags, keeps its critical events, and catches up with one delta', async () => {
    const slow = await stall();
    const quick = await portal.connect();
    quick.send({ type: 'subscribe', sections: ['jobs', 'queues'] });
    await quick.message('initial_data');
    for (let index = 0; index < 60; index += 1) await flood();
    fail('critical-1');
    fail('critical-2');
    await flood();
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
    const quick = await portal.connect();
    quick.send({ type: 'subscribe', sections: ['queues'] });
    await quick.message('initial_data');
    for (let index = 0; index < 50; index += 1) await flood();
    await waitFor(async () => (await relayFigures()).connections === 1, 'the slow client gone', 15_000);
    portal.source.sink!.report({
      observations: [{ section: 'queues', patch: { id: 'scripted.embed', queued: 77 } }],
    });
    await waitFor(() => quick.rows('queues')['scripted.embed'].queued === 77, 'the quick client served');
    slow.socket.resume();
    expect([4408, 1006]).toContain((await slow.close()).code);
  });
});
