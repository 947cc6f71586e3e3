import { TestDatabases } from '@backstage/backend-test-utils';
import { aQueue, aWorker } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('GET /analytics', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let portal: TestPortal;
  let source: ScriptedSource;
  let database: Awaited<ReturnType<typeof databases.init>>;

  const start = async () => {
    portal = await startPortal({
      source,
      database,
      instance: { agents: [{ id: 'embedder', taskNames: ['embed.document'] }] },
      denials: { 'user:default/eve': ['agentos.read'] },
    });
    await portal.warm();
  };
  const get = async (path: string) => (await portal.get(path)).json();

  beforeEach(async () => {
    database = await databases.init('SQLITE_3');
    source = new ScriptedSource();
    source.rows = { queues: [aQueue('embed')], workers: [aWorker('w1')] };
    await start();
  });

  afterEach(() => portal.stop());

  const events = Array.from({ length: 20 }, (_, number) => {
    const job = {
      jobId: `scripted.embed.${number}`,
      name: 'embed.document',
      queue: 'embed',
      worker: 'scripted.w1',
    };
    return [
      { name: 'job:created', id: `c${number}`, payload: job },
      { name: 'job:processing', id: `p${number}`, payload: { ...job, waitMs: 10 * number } },
      number % 4 === 0
        ? { name: 'job:failed', id: `f${number}`, payload: { ...job, error: { message: 'no' }, runMs: 7 } }
        : { name: 'job:completed', id: `d${number}`, payload: { ...job, runMs: 100 * number } },
    ];
  }).flat();

  /** Figures that a person sees, without what changes with time alone. */
  const shown = async () => {
    const { sections } = await get('/ssot?sections=agents,analytics,queues,workers');
    const fields = (row: any, names: string[]) => names.map(name => row[name]);
    const everything = await get('/analytics?range=24h');
    return {
      agent: fields(sections.agents.rows.embedder, ['jobsPerHour', 'successRate', 'p50Ms', 'p95Ms', 'score']),
      queue: fields(sections.queues.rows['scripted.embed'], [
        'completedToday',
        'waitP95Ms',
        'throughputPerMinute',
        'successRate',
        'score',
      ]),
      worker: fields(sections.workers.rows['scripted.w1'], ['throughputPerMinute', 'successRate']),
      minutes: Object.values(sections.analytics.rows).map((row: any) => [
        row.kind,
        ...fields(row, ['created', 'completed', 'failed', 'waitP95Ms', 'runP50Ms', 'runAvgMs']),
      ]),
      total: { ...everything.items[0].total, throughputPerMinute: undefined },
      points: everything.items[0].points.map(({ throughputPerMinute, ...point }: any) => point),
    };
  };

  it('is the same after a restart, as are counters and what the rows say; a feed that repeats itself changes nothing', async () => {
    source.sink!.report({ events });
    await source.sink!.committed();
    await portal.warm();
    await portal.warm();
    const before = await shown();
    expect(before.total).toMatchObject({ created: 20, completed: 15, failed: 5, successRate: 0.75 });
    expect(before.agent[0]).toBe(20);
    expect(before.queue[0]).toBe(15);
    const counts = await get('/jobs/counts');
    await portal.stop();
    await start();
    // Its position was not saved: everything is told again.
    source.sink!.report({ events });
    await source.sink!.committed();
    await portal.warm();
    expect(await shown()).toEqual(before);
    expect({ ...(await get('/jobs/counts')), at: counts.at }).toEqual(counts);
  });

  it('is split and cut as asked', async () => {
    source.sink!.report({ events });
    await source.sink!.committed();
    await portal.warm();
    expect(await get('/analytics?range=6h&step=15m&by=name')).toMatchObject({
      rangeMs: 21_600_000,
      stepMs: 900_000,
      by: 'name',
      truncated: false,
      items: [{ key: 'embed.document', total: { completed: 15 }, points: [{ failed: 5 }] }],
    });
    const { items } = await get('/analytics?by=queue&key=scripted.embed&key=scripted.other');
    expect(items.map(({ key }: any) => key)).toEqual(['scripted.embed']);
    expect((await get('/analytics?by=agent&instance=other')).items).toEqual([]);
  });

  it.each([
    ['range=2h', 'query/range'],
    ['step=2m', 'query/step'],
    ['by=user', 'query/by'],
    ['range=30d&step=1m', 'step: '],
    ['key=a', 'key: '],
    ['since=1', 'query/since'],
  ])('answers ?%s with 400 that names %s', async (query, place) => {
    const response = await portal.get(`/analytics?${query}`);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain(place);
  });

  it('needs agentos.read', async () => {
    expect((await portal.get('/analytics', 'user:default/eve')).status).toBe(403);
  });
});
