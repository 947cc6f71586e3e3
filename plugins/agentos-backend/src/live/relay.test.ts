import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aJob, aQueue, aWorker } from '../__testUtils__/rows';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('the live relay', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await startPortal({ warmEveryMs: 500 });
    portal.source.rows = { queues: [aQueue('embed', { queued: 3 })], workers: [aWorker('w1')] };
  });

  afterEach(() => portal.stop());

  const ssot = async () => (await portal.get('/ssot')).json();

  it('sends what GET /ssot answers at the same version, and stays equal through deltas', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms: ['admin'], sections: ['*'] });
    const initial = await client.message('initial_data');
    expect(Object.keys(initial.sections)).toHaveLength(12);
    await waitFor(() => client.rows('queues')['scripted.embed'], 'the queue');
    for (let round = 0; round < 20; round += 1) {
      // What a round of the warmer would find, so that none brings back an older state.
      portal.source.rows.queues = [aQueue('embed', { queued: round })];
      portal.source.sink!.report({
        observations: [
          { section: 'queues', patch: { id: 'scripted.embed', queued: round } },
          { section: 'jobs', upsert: aJob(`j${round}`) },
        ],
        events: [
          {
            name: 'job:created',
            id: `e${round}`,
            payload: { jobId: `j${round}`, name: 'embed.document', queue: 'embed' },
          },
        ],
      });
      await waitFor(() => client.events.has(`e${round}`), `event ${round}`);
    }
    const shown = await waitFor(async () => {
      // Derived sections come within their own pace.
      const overview: any = client.rows('dashboard').overview;
      if (overview?.queue.queued !== 19) return false;
      const snapshot = await ssot();
      if (snapshot.version !== client.replica.version) return false;
      for (const [name, section] of Object.entries<any>(snapshot.sections)) {
        expect({ name, rows: client.rows(name) }).toEqual({ name, rows: section.rows });
      }
      return overview;
    }, 'GET /ssot and the socket at one version');
    expect(client.gaps).toBe(0);
    expect(shown).toMatchObject({ queue: { queued: 19 }, workers: { total: 1, active: 1 } });
  });
});
