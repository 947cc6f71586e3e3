import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { TestDatabases } from '@backstage/backend-test-utils';
import { aJob } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

describe('jobs from before this replica led', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let database: Awaited<ReturnType<typeof databases.init>>;
  let source: ScriptedSource;
  let portal: TestPortal;

  const start = async () => {
    portal = await startPortal({ source, database });
  };
  const states = async () => {
    const { items } = await (await portal.get('/jobs?sort=created&limit=500')).json();
    return Object.fromEntries(items.map(({ sourceId, state }: any) => [sourceId, state]));
  };

  beforeEach(async () => {
    database = await databases.init('SQLITE_3');
    source = new ScriptedSource();
  });

  afterEach(() => portal.stop());

  it('are read from the source, page by page', async () => {
    for (let number = 0; number < 700; number += 1) source.states.set(`scripted.embed.${number}`, 'failed');
    await start();
    const { total } = await waitFor(async () => {
      const page = await (await portal.get('/jobs?state=failed')).json();
      return page.total === 700 && page;
    }, 'all jobs');
    expect(total).toBe(700);
  });

  it('outlive a restart, and those that ended unseen say so', async () => {
    await start();
    source.sink!.report({
      observations: ['1', '2', '3'].map(id => ({
        section: 'jobs',
        upsert: aJob(id, { state: id === '3' ? 'completed' : 'processing' }),
      })),
    });
    await source.sink!.committed();
    await portal.stop();
    // While the portal was away, 1 went on and 2 ended and was dropped.
    source.states.set('scripted.embed.1', 'processing');
    await start();
    await waitFor(async () => (await states())['2'] === 'unknown', 'the end of 2');
    expect(await states()).toEqual({ '1': 'processing', '2': 'unknown', '3': 'completed' });
    const { items } = await (await portal.get('/jobs?state=unknown')).json();
    expect(items[0].reason).toContain('how it ended was not seen');
  });

  it('are read again when only a change of them was told, or the source lost some', async () => {
    await start();
    source.states.set('scripted.embed.1', 'failed');
    source.sink!.report({
      observations: [{ section: 'jobs', patch: { id: 'scripted.embed.1', state: 'failed' } }],
    });
    await waitFor(async () => (await states())['1'] === 'failed', 'the job of the change', 30_000);
    source.states.set('scripted.embed.2', 'failed');
    source.sink!.missedJobs();
    await waitFor(async () => (await states())['2'] !== undefined, 'the job that was lost', 30_000);
    expect(await states()).toEqual({ '1': 'failed', '2': 'failed' });
  });

  it('are read later when the source fails, and the portal runs', async () => {
    source.listJobs = async () => {
      throw new Error('away');
    };
    await start();
    expect((await portal.get('/jobs')).status).toBe(200);
  });
});
