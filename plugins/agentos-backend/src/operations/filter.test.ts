import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aJob } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

const idOf = (name: string) => `scripted.embed.${name}`;

describe('targets by filter', () => {
  let source: ScriptedSource;
  let portal: TestPortal;
  let keys = 0;

  beforeEach(async () => {
    source = new ScriptedSource();
    portal = await startPortal({ source });
  });

  afterEach(() => portal.stop());

  const ask = async (filter: object, more: object = {}) => {
    const response = await portal.ask('/operations', {
      kind: 'job.retry',
      targets: { filter },
      reason: 'broker was away',
      idempotencyKey: `f${(keys += 1)}`,
      dryRun: true,
      ...more,
    });
    return { status: response.status, body: await response.json() };
  };
  const get = async (path: string) => (await portal.get(path)).json();
  const targetsOf = async (id: string) =>
    (await get(`/operations/${id}/targets?limit=500`)).items.map((target: any) =>
      target.id.split('.').at(-1),
    );

  /** Jobs that the source told of, in the order of their creation. */
  const tell = async (jobs: Record<string, object>) => {
    const rows = Object.entries(jobs).map(([name, fields], index) =>
      aJob(name, { state: 'failed', createdAt: `2026-01-0${index + 1}T00:00:00.000Z`, ...fields }),
    );
    for (const row of rows) source.states.set(row.id, String(row.state));
    source.sink!.report({ observations: rows.map(upsert => ({ section: 'jobs', upsert })) });
    await source.sink!.committed();
  };

  it('selects what GET /jobs finds under the same parameters', async () => {
    await tell({
      timeout: { error: { type: 'Error', message: 'Read timed out' }, worker: 'scripted.w1' },
      refused: { error: { type: 'Error', message: 'connection refused' } },
      named: { name: 'other.document', error: { type: 'Error', message: 'timed out again' } },
      done: { state: 'completed' },
    });
    const filters: Array<[Record<string, string>, string[]]> = [
      [{ q: 'error:"timed out"' }, ['timeout', 'named']],
      [{ q: 'error:"timed out"', name: 'embed.document' }, ['timeout']],
      [{ q: 'refused' }, ['refused']],
      [{ state: 'failed,completed', from: '2026-01-02', to: '2026-01-04' }, ['refused', 'named']],
      [{ worker: 'scripted.w1' }, ['timeout']],
      [{ user: 'user:default/ada' }, []],
      [{ q: '-state:failed' }, ['done']],
      [{ instance: 'main', source: 'scripted', queue: 'embed', state: 'completed' }, ['done']],
      [{ queue: 'embed,index', q: 'id:refused' }, ['refused']],
    ];
    for (const [filter, expected] of filters) {
      const { status, body } = await ask(filter);
      expect({ filter, status }).toEqual({ filter, status: 200 });
      expect({ filter, found: await targetsOf(body.operationId) }).toEqual({ filter, found: expected });
      expect(body).toMatchObject({ complete: true, gaps: [], asOf: expect.stringMatching(/Z$/) });
      const listed = await get(`/jobs?${new URLSearchParams({ ...filter, sort: 'created' })}`);
      expect(listed.items.map(({ sourceId }: any) => sourceId)).toEqual(expected);
    }
  });

  it('misses no job that the source has and never told of, and none that it told of a moment ago', async () => {
    source.states.set(idOf('silent'), 'failed');
    source.sink!.report({ observations: [{ section: 'jobs', upsert: aJob('loud', { state: 'failed' }) }] });
    const { body } = await ask({ state: 'failed' });
    expect((await targetsOf(body.operationId)).sort()).toEqual(['loud', 'silent']);
  });

  it('misses no job of which an event comes late while it selects', async () => {
    await tell({ late: {} });
    const { listJobs } = source;
    source.listJobs = async query => {
      if (query.cursor === undefined) return { ...(await listJobs.call(source, query)), nextCursor: 'more' };
      // After its page was read an old event arrives: its number is higher, what it says is older.
      source.sink!.report({
        observations: [{ section: 'jobs', upsert: aJob('late', { state: 'processing' }) }],
      });
      await source.sink!.committed();
      return { items: [] };
    };
    const { body } = await ask({ state: 'failed', q: 'id:late' });
    expect(await targetsOf(body.operationId)).toEqual(['late']);
  });

  it('leaves out what the source no longer has', async () => {
    await tell({ kept: {}, dropped: {} });
    source.states.delete(idOf('dropped'));
    source.sink!.report({ observations: [{ section: 'jobs', remove: idOf('dropped') }] });
    const { body } = await ask({ state: 'failed' });
    expect(await targetsOf(body.operationId)).toEqual(['kept']);
    expect((await get('/jobs?state=failed')).total).toBe(2);
  });

  it('says so when a source cannot list its jobs', async () => {
    (source as { listJobs?: unknown }).listJobs = undefined;
    await tell({ seen: {} });
    const { body } = await ask({ state: 'failed' });
    expect(body).toMatchObject({
      counts: { total: 1 },
      complete: false,
      gaps: [{ source: 'scripted', reason: expect.stringContaining('cannot list') }],
    });
    const started = await ask({ state: 'failed' }, { dryRun: false });
    expect(started).toMatchObject({ status: 202, body: { complete: false } });
  });

  it('refuses, and keeps nothing, when a source cannot be read', async () => {
    await tell({ one: {} });
    source.listJobs = async () => {
      throw new Error('Redis is away');
    };
    const { status, body } = await ask({ state: 'failed' }, { dryRun: false });
    expect(status).toBe(503);
    expect(body.error.message).toContain("Source 'scripted' cannot be read: Redis is away");
    expect((await get('/operations')).items).toEqual([]);
    expect(source.effects.size).toBe(0);
  });

  it.each([
    ['an unknown state', { state: 'broken' }, 'targets.filter.state'],
    ['an unknown field', { colour: 'red' }, 'targets.filter: Unrecognized key: "colour"'],
    ['__proto__', JSON.parse('{"__proto__": "x", "state": "failed"}'), 'targets.filter'],
    ['an empty search', { q: '  ' }, 'targets.filter: names at least one condition'],
    ['a search that is none', { q: 'created>yesterday' }, 'targets.filter.q'],
    ['an unknown qualifier', { q: 'colour:red' }, 'targets.filter.q'],
    ['a search of 10 KB', { q: 'x'.repeat(10_240) }, 'targets.filter.q: The search has 10240 characters'],
    ['a day that is none', { from: '2026-13-45' }, 'targets.filter.from'],
    ['a time zone', { to: '2026-01-01T00:00:00+02:00' }, 'targets.filter.to'],
    ['too many values', { queue: Array(101).fill('a') }, 'targets.filter.queue'],
    ['an object for a value', { queue: { $ne: '' } }, 'targets.filter.queue'],
    ['a filter that is none', 'state:failed', 'targets.filter'],
  ])('refuses %s', async (_name, filter, message) => {
    const { status, body } = await ask(filter as object);
    expect({ status, message: body.error.message }).toEqual({
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  it.each(["' or 1=1 --", '%', '_', '(a+)+$', '\u202egnp', '__proto__', '${7*7}', '\\', '\u0000', '*'])(
    'takes %j for plain text',
    async text => {
      await tell({ safe: { error: { type: 'Error', message: 'nothing of the kind' } } });
      const { status, body } = await ask({ q: `error:${JSON.stringify(text)}` });
      expect({ status, total: body.counts?.total }).toEqual({ status: 200, total: 0 });
    },
  );

  it('finds the owner of a job that the section does not show by what the index knows of it', async () => {
    await portal.stop();
    const agents = [
      { id: 'classifier', title: 'Classifier', taskNames: ['other.document'], owner: 'group:default/search' },
      { id: 'embedder', title: 'Embedder', queue: 'embed', owner: 'group:default/embed' },
    ];
    source = new ScriptedSource();
    portal = await startPortal({ source, instance: { agents } });
    await tell({ hidden: { name: 'other.document', state: 'failed' } });
    // The section holds only the jobs that changed last.
    const many = Array.from({ length: 300 }, (_, index) => aJob(`n${index}`, { state: 'completed' }));
    source.sink!.report({ observations: many.map(upsert => ({ section: 'jobs', upsert })) });
    await source.sink!.committed();
    const { sections } = await get('/ssot?sections=jobs');
    expect(sections.jobs.rows[idOf('hidden')]).toBeUndefined();
    const response = await portal.ask('/operations', {
      kind: 'job.retry',
      targets: { ids: [idOf('hidden')] },
      idempotencyKey: 'owner',
      dryRun: true,
    });
    expect((await response.json()).breakdown).toMatchObject({
      owner: { 'group:default/search': 1 },
      state: { failed: 1 },
    });
  });

  it('acts on the frozen jobs and on no other', async () => {
    await tell({ one: { error: { type: 'Error', message: 'no text' } } });
    const { body } = await ask({ q: 'error:"no text"' });
    await tell({ late: { error: { type: 'Error', message: 'no text' } } });
    await portal.ask(`/operations/${body.operationId}/start`, { reason: 'r', idempotencyKey: 'freeze' });
    await waitFor(
      async () => (await get(`/operations/${body.operationId}`)).state === 'completed',
      'the end of the operation',
    );
    expect(Array.from(source.effects.keys())).toEqual([idOf('one')]);
  });
});
