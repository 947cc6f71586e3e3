import { createLedger, LEASE_MS } from '../__testUtils__/createLedger';
import { aQueue } from '../__testUtils__/rows';

describe('a ledger that takes over', () => {
  let harness: Awaited<ReturnType<typeof createLedger>>;

  beforeEach(async () => {
    harness = await createLedger();
  });

  const collect = async (section: string, rows: Parameters<typeof harness.ledger.parse>[1]) => {
    const rev = harness.ledger.takeRev();
    harness.ledger.collected(section, harness.origin, rev, await harness.ledger.parse(section, rows));
    await harness.ledger.warm();
  };

  const takeOver = async () => {
    harness.clock.advance(LEASE_MS + 1);
    return createLedger({}, harness);
  };

  it('publishes only what differs from what the leader before published, with revs that grow', async () => {
    await collect('queues', [aQueue('embed', { queued: 1 }), aQueue('index'), aQueue('gone')]);
    const old = harness.view.rows('queues').get('scripted.index')!;
    harness = await takeOver();
    await collect('queues', [aQueue('embed', { queued: 2 }), aQueue('index')]);
    const change = harness.commits[0].sections.queues;
    expect(change.upsert.map(({ id }) => id)).toEqual(['scripted.embed']);
    expect(change.remove).toEqual(['scripted.gone']);
    expect(change.upsert[0].rev > old.rev).toBe(true);
    expect(harness.view.rows('queues').get('scripted.index')).toEqual(old);
  });

  it('removes nothing before its source was collected, and keeps the age of the last proof', async () => {
    await collect('queues', [aQueue('embed')]);
    harness = await takeOver();
    harness.ledger.failed(['queues'], 's', 'away');
    await harness.ledger.warm();
    expect(harness.view.rows('queues').size).toBe(1);
    expect(harness.view.head('queues')).toMatchObject({
      status: 'failed',
      collectedAt: expect.any(String),
      ageMs: LEASE_MS + 1,
    });
  });

  it('reads only the letters that no commit contains', async () => {
    const letter = (id: string) =>
      ({
        type: 'event',
        name: 'job:created',
        id,
        payload: { jobId: id, name: 'embed' },
        source: 'ci',
      }) as const;
    const told = () => harness.commits.flatMap(({ events }) => events.map(({ id }) => id));
    const receive = () => {
      const { ledger } = harness;
      return harness.store
        .load()
        .then(state => harness.store.receive(state?.inbox, found => ledger.receive(found)));
    };
    const stop = await receive();
    await harness.store.send(letter('1'));
    await harness.pass(100);
    expect(told()).toEqual(['1']);
    stop();
    await harness.store.send(letter('2'));
    harness = await takeOver();
    await receive();
    await harness.pass(100);
    expect(told()).toEqual(['2']);
  });
});
