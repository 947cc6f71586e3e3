import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { TestDatabases } from '@backstage/backend-test-utils';
import { aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const EVE = 'user:default/eve';
const JOBS = 40;
const ids = Array.from({ length: JOBS }, (_, index) => `scripted.embed.j${index}`);

describe('an operation under way', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let database: Awaited<ReturnType<typeof databases.init>>;
  let source: ScriptedSource;
  let portal: TestPortal;
  let keys = 0;

  const start = async () => {
    portal = await startPortal({ source, database, denials: { [EVE]: ['agentos.job.operate'] } });
    source.rows = { queues: [aQueue('embed')] };
    await portal.warm();
  };

  beforeEach(async () => {
    database = await databases.init('SQLITE_3');
    source = new ScriptedSource();
    for (const id of ids) source.states.set(id, 'failed');
    await start();
  });

  afterEach(() => portal.stop());

  const retry = (more: object = {}) => ({
    kind: 'job.retry',
    targets: { ids },
    reason: 'broker was away',
    idempotencyKey: `c${(keys += 1)}`,
    throttle: { perSecond: 4 },
    ...more,
  });
  const json = async (response: Response) => ({ status: response.status, body: await response.json() });
  const get = async (path: string) => (await portal.get(path)).json();
  const act = async (id: string, name: string, body: object = {}, user = ADA) =>
    json(await portal.ask(`/operations/${id}/${name}`, body, user));
  const begun = async (more: object = {}) => {
    const { status, body } = await json(await portal.ask('/operations', retry(more)));
    expect(status).toBe(202);
    await waitFor(() => source.effects.size > 0, 'the first effect');
    return body.operationId as string;
  };
  const ended = (id: string) =>
    waitFor(async () => {
      const operation = await get(`/operations/${id}`);
      return ['completed', 'aborted'].includes(operation.state) && operation;
    }, 'the end of the operation');
  /** No target is in the hands of the source, and none will be. */
  const atRest = (id: string) =>
    waitFor(async () => {
      const open = await database('operation_targets').where({ operation_id: id, outcome: 'attempting' });
      return open.length === 0 && (await get(`/operations/${id}`)).paused;
    }, 'the operation to rest');

  it('rests while it is paused, and goes on when somebody resumes it; both are in the audit', async () => {
    const id = await begun();
    expect(await act(id, 'pause', {}, BOB)).toMatchObject({
      status: 202,
      body: { operationId: id, paused: true, state: 'running', throttle: { perSecond: 4 } },
    });
    await atRest(id);
    const done = source.effects.size;
    expect(done).toBeLessThan(JOBS);
    // Rounds of the warmer and the end of another operation take up what is open.
    await portal.warm();
    source.states.set('scripted.embed.other', 'failed');
    const other = await json(
      await portal.ask('/operations', retry({ targets: { ids: ['scripted.embed.other'] } })),
    );
    await ended(other.body.operationId);
    await portal.warm();
    expect(source.effects.size).toBe(done + 1);
    expect((await act(id, 'pause')).status).toBe(202);

    await act(id, 'throttle', { throttle: null });
    expect((await act(id, 'resume')).body).toMatchObject({ paused: false });
    expect((await ended(id)).counts).toMatchObject({ succeeded: JOBS });
    expect(Array.from(source.effects.values()).every(count => count === 1)).toBe(true);
    const { items } = await get(`/audit?target=${id}`);
    expect(items.map(({ kind, actor, outcome }: any) => [kind, actor, outcome])).toEqual([
      ['operation.resume', ADA, 'succeeded'],
      ['operation.throttle', ADA, 'succeeded'],
      ['operation.pause', BOB, 'succeeded'],
    ]);
    expect((await get(`/audit?operationId=${id}&limit=500`)).items).toHaveLength(JOBS);
  });

  it('stays paused over a restart', async () => {
    const id = await begun();
    await act(id, 'pause');
    await atRest(id);
    const done = source.effects.size;
    await portal.stop();
    await start();
    await portal.warm();
    expect(await get(`/operations/${id}`)).toMatchObject({ paused: true, throttle: { perSecond: 4 } });
    expect(source.effects.size).toBe(done);
    await act(id, 'throttle', { throttle: null });
    await act(id, 'resume');
    expect((await ended(id)).counts).toMatchObject({ succeeded: JOBS });
  });

  it('is aborted while it is paused, and then never begins anything', async () => {
    const id = await begun();
    await act(id, 'pause');
    await atRest(id);
    const done = source.effects.size;
    await act(id, 'abort', {}, BOB);
    expect(await ended(id)).toMatchObject({
      state: 'aborted',
      counts: { succeeded: done, skipped: JOBS - done, pending: 0 },
    });
    expect((await get(`/audit?target=${id}&kind=operation.abort`)).items).toMatchObject([{ actor: BOB }]);
    for (const name of ['pause', 'resume']) {
      expect(await act(id, name)).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('it is aborted') } },
      });
    }
  });

  it('takes its targets in small steps, and another throttle at once', async () => {
    const chunks: number[] = [];
    const { operate } = source;
    source.operate = async (request, options) => {
      chunks.push(request.targets.length);
      return operate.call(source, request, options);
    };
    const id = await begun({ throttle: { perSecond: 8 } });
    expect(new Set(chunks)).toEqual(new Set([2]));
    expect(await act(id, 'throttle', { throttle: null })).toMatchObject({
      status: 202,
      body: { throttle: null },
    });
    await ended(id);
    expect(Math.max(...chunks)).toBeGreaterThan(2);
    expect((await get(`/audit?target=${id}`)).items).toMatchObject([{ kind: 'operation.throttle' }]);
  });

  it('begins with the throttle that its start names, else with that of its plan', async () => {
    for (const [given, expected] of [
      [{ throttle: { perSecond: 7 } }, 7],
      [{}, 4],
    ] as const) {
      const plan = await json(await portal.ask('/operations', retry({ dryRun: true })));
      const id = plan.body.operationId;
      expect(await act(id, 'pause')).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('is planned') } },
      });
      await act(id, 'start', { reason: 'r', idempotencyKey: `s${(keys += 1)}`, ...given });
      expect((await get(`/operations/${id}`)).throttle).toEqual({ perSecond: expected });
      await act(id, 'abort');
      await ended(id);
    }
  });

  it.each([
    ['no throttle of 0', { perSecond: 0 }],
    ['none above 10,000', { perSecond: 10_001 }],
    ['none of half a target', { perSecond: 1.5 }],
    ['no text', { perSecond: '5' }],
    ['nothing else', { perMinute: 5 }],
  ])('takes %s', async (_name, throttle) => {
    const refused = await json(await portal.ask('/operations', retry({ throttle })));
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('throttle') } },
    });
    expect((await get('/operations')).items).toEqual([]);
  });

  it('is left alone by whoever may not operate, and by whoever names none', async () => {
    const id = await begun();
    for (const name of ['pause', 'resume', 'throttle', 'abort']) {
      expect((await act(id, name, { throttle: null }, EVE)).status).toBe(403);
      expect((await act('none', name, { throttle: null })).status).toBe(404);
    }
    expect((await act(id, 'throttle', {})).status).toBe(400);
    expect((await get(`/audit?target=${id}`)).items).toEqual([]);
  });
});
