import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

const EVE = 'user:default/eve';
const ids = (count: number) => Array.from({ length: count }, (_, index) => `scripted.embed.j${index}`);

describe('operations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let source: ScriptedSource;
  let portal: TestPortal;
  let keys = 0;

  const start = async (options: Parameters<typeof startPortal>[0] = {}) => {
    portal = await startPortal({
      source,
      denials: { [EVE]: ['agentos.job.operate', 'agentos.audit.read'] },
      ...options,
    });
    source.rows = { queues: [aQueue('embed')] };
    await portal.warm();
  };

  const failed = (count: number) => {
    for (const id of ids(count)) source.states.set(id, 'failed');
  };

  beforeEach(async () => {
    source = new ScriptedSource();
    await start();
  });

  afterEach(() => portal.stop());

  const retry = (targets: object, more: object = {}) => ({
    kind: 'job.retry',
    targets,
    reason: 'broker was away',
    idempotencyKey: `k${(keys += 1)}`,
    ...more,
  });

  const json = async (response: Response) => ({ status: response.status, body: await response.json() });
  const get = async (path: string) => (await portal.get(path)).json();
  const ended = (id: string) =>
    waitFor(async () => {
      const operation = await get(`/operations/${id}`);
      return ['completed', 'aborted'].includes(operation.state) && operation;
    }, 'the end of the operation');

  it('does what was asked for, target by target, with an audit row for each', async () => {
    failed(3);
    source.states.set('scripted.embed.j1', 'processing');
    source.states.set('scripted.embed.j2', 'completed');
    const { status, body } = await json(
      await portal.ask('/operations', retry({ ids: [...ids(3), 'scripted.embed.none'] })),
    );
    expect({ status, body }).toEqual({
      status: 202,
      body: {
        operationId: expect.any(String),
        kind: 'job.retry',
        state: 'pending',
        counts: { total: 4, pending: 4, succeeded: 0, failed: 0, skipped: 0 },
      },
    });
    expect(await ended(body.operationId)).toMatchObject({
      state: 'completed',
      actor: 'user:default/ada',
      reason: 'broker was away',
      counts: { total: 4, pending: 0, succeeded: 1, failed: 0, skipped: 3 },
    });
    const targets = await get(`/operations/${body.operationId}/targets`);
    expect(targets.items.map(({ outcome, code }: any) => [outcome, code])).toEqual([
      ['succeeded', null],
      ['skipped', 'RUNNING'],
      ['skipped', 'STATE_CHANGED'],
      ['skipped', 'GONE'],
    ]);
    const audit = await get(`/audit?operationId=${body.operationId}`);
    expect(audit.items).toHaveLength(4);
    expect(audit.items.at(-1)).toEqual({
      at: expect.any(String),
      actor: 'user:default/ada',
      operationId: body.operationId,
      kind: 'job.retry',
      target: 'scripted.embed.j0',
      source: 'scripted',
      reason: 'broker was away',
      outcome: 'succeeded',
      code: null,
      finishedAt: expect.any(String),
      message: null,
    });
  });

  it('tells progress to the actor', async () => {
    failed(1);
    const ada = await portal.connect();
    await portal.ask('/operations', retry({ ids: ids(1) }));
    const message: any = await waitFor(
      () => Array.from(ada.events.values()).find(event => (event.data as any).state === 'completed'),
      'operation:progress',
    );
    expect(message).toMatchObject({
      type: 'operation:progress',
      rooms: ['user:user:default/ada'],
      data: { counts: { succeeded: 1 } },
    });
  });

  it('writes the audit row before the effect', async () => {
    failed(1);
    let before: any;
    source.beforeEffect = async () => {
      before = await get('/audit');
    };
    const { body } = await json(await portal.ask('/operations', retry({ ids: ids(1) })));
    await ended(body.operationId);
    expect(before.items).toMatchObject([{ target: 'scripted.embed.j0', outcome: null, finishedAt: null }]);
  });

  it('freezes what a dry run showed, and starts exactly that', async () => {
    failed(600);
    const plan = await json(
      await portal.ask(
        '/operations',
        retry({ filter: { state: 'failed' } }, { dryRun: true, reason: undefined }),
      ),
    );
    expect(plan).toEqual({
      status: 200,
      body: {
        operationId: expect.any(String),
        state: 'planned',
        counts: { total: 600, pending: 600, succeeded: 0, failed: 0, skipped: 0 },
        breakdown: {
          owner: { unknown: 600 },
          instance: { main: 600 },
          queue: { embed: 600 },
          state: { failed: 600 },
          objective: { unknown: 600 },
        },
        blocked: [],
        expiresAt: expect.any(String),
        asOf: expect.any(String),
        complete: true,
        gaps: [],
      },
    });
    expect((await get('/audit')).items).toEqual([]);
    source.states.set('scripted.embed.late', 'failed');
    const path = `/operations/${plan.body.operationId}/start`;
    expect((await portal.ask(path, { idempotencyKey: 's0' })).status).toBe(400);
    expect((await portal.ask(path, { reason: 'r', idempotencyKey: 's1' }, 'user:default/bob')).status).toBe(
      403,
    );
    const twice = await Promise.all(
      [1, 2].map(() => portal.ask(path, { reason: 'r', idempotencyKey: 's2' })),
    );
    expect(twice.map(({ status }) => status)).toEqual([202, 202]);
    expect((await ended(plan.body.operationId)).counts.succeeded).toBe(600);
    expect(source.states.get('scripted.embed.late')).toBe('failed');
    expect((await portal.ask(path, { reason: 'r', idempotencyKey: 's2' })).status).toBe(202);
    expect((await portal.ask(path, { reason: 'r', idempotencyKey: 's3' })).status).toBe(409);
    expect(Array.from(source.effects.values()).every(count => count === 1)).toBe(true);
  });

  it('says in the plan what will be skipped and why', async () => {
    const { body } = await json(
      await portal.ask('/operations', { ...retry({ ids: ids(2) }, { dryRun: true }), kind: 'job.promote' }),
    );
    expect(body.blocked).toEqual([
      { code: 'NOT_CAPABLE', message: 'scripted: this source has no schedule', count: 2 },
    ]);
    const run = await json(
      await portal.ask('/operations', { ...retry({ ids: ids(1) }), kind: 'job.promote' }),
    );
    await ended(run.body.operationId);
    expect((await get(`/operations/${run.body.operationId}/targets`)).items).toMatchObject([
      { outcome: 'skipped', code: 'NOT_CAPABLE', message: 'this source has no schedule' },
    ]);
  });

  it('does the same body under one key once, also when it comes twice at once', async () => {
    failed(1);
    const body = retry({ ids: ids(1) });
    const answers = await Promise.all(Array.from({ length: 5 }, () => portal.ask('/operations', body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    const started = await Promise.all(answers.map(answer => answer.json()));
    expect(new Set(started.map(answer => answer.operationId)).size).toBe(1);
    const { operationId } = started[0];
    await ended(operationId);
    expect(await json(await portal.ask('/operations', body))).toMatchObject({
      status: 202,
      body: { operationId },
    });
    expect((await get('/operations')).items).toHaveLength(1);
    expect(source.effects.get('scripted.embed.j0')).toBe(1);
    expect((await portal.ask('/operations', { ...body, reason: 'another' })).status).toBe(409);
    expect((await portal.ask('/operations', body, 'user:default/bob')).status).toBe(202);
  });

  it.each([
    ['an unknown kind', { kind: 'job.explode' }, 'kind'],
    ['ids and a filter', { targets: { ids: ['a'], filter: { state: 'failed' } } }, 'targets: give either'],
    ['no targets', { targets: { ids: [] } }, 'targets'],
    ['an id that cannot be', { targets: { ids: ['a b'] } }, 'targets.ids.0'],
    ['an id of nobody', { targets: { ids: ['nobody.embed.1'] } }, "targets.ids[0]: 'nobody.embed.1'"],
    ['an id twice', { targets: { ids: [ids(1)[0], ids(1)[0]] } }, 'occurs twice'],
    ['an empty filter', { targets: { filter: {} } }, 'at least one condition'],
    ['an unknown state', { targets: { filter: { state: 'broken' } } }, 'targets'],
    ['an unknown filter', { targets: { filter: { colour: 'red' } } }, 'targets'],
    [
      'a filter for queues',
      { kind: 'queue.pause', targets: { filter: { state: 'failed' } } },
      'selects jobs only',
    ],
    ['no key', { idempotencyKey: undefined }, 'idempotencyKey'],
    ['no reason for many', { reason: undefined }, 'reason: more than one target (2)'],
    [
      'no reason for a queue',
      { kind: 'queue.pause', targets: { ids: ['scripted.embed'] }, reason: undefined },
      'reason: queue.pause needs one',
    ],
    ['an unknown field', { force: true }, 'force'],
  ])('refuses %s and keeps nothing', async (_name, fields, message) => {
    const { status, body } = await json(
      await portal.ask('/operations', { ...retry({ ids: ids(2) }), ...fields }),
    );
    expect({ status, message: body.error.message }).toEqual({
      status: 400,
      message: expect.stringContaining(message),
    });
    expect((await get('/operations')).items).toEqual([]);
    expect(source.effects.size).toBe(0);
  });

  it('refuses those who may not, on the server', async () => {
    failed(1);
    expect((await portal.ask('/operations', retry({ ids: ids(1) }), EVE)).status).toBe(403);
    expect((await portal.get('/audit', EVE)).status).toBe(403);
    expect((await portal.post('/operations', retry({ ids: ids(1) }))).status).toBe(403);
    expect((await get('/operations')).items).toEqual([]);
  });

  it('applies conditions to each target', async () => {
    await portal.stop();
    source = new ScriptedSource();
    const condition = (queues: string[]) => ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'agentos',
      resourceType: 'agentos-job',
      conditions: { rule: 'IS_IN_QUEUE', resourceType: 'agentos-job', params: { queues } },
    });
    let allowed = ['embed'];
    await start({
      decide: permission => (permission === 'agentos.job.operate' ? condition(allowed) : undefined),
    });
    failed(1);
    source.states.set('scripted.index.1', 'failed');
    expect((await portal.ask('/operations', retry({ ids: ids(1) }))).status).toBe(202);
    const refused = await json(
      await portal.ask('/operations', retry({ ids: [...ids(1), 'scripted.index.1'] })),
    );
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('scripted.index.1') } },
    });
    // Narrowed after the plan: neither is it started, nor may such a person abort it.
    failed(2);
    const { body: plan } = await json(
      await portal.ask('/operations', retry({ ids: ids(2) }, { dryRun: true })),
    );
    allowed = ['index'];
    const refusal = {
      status: 403,
      body: { error: { message: expect.stringContaining('scripted.embed.j') } },
    };
    const begin = { reason: 'now', idempotencyKey: 'narrowed' };
    expect(await json(await portal.ask(`/operations/${plan.operationId}/start`, begin))).toMatchObject(
      refusal,
    );
    expect(await json(await portal.ask(`/operations/${plan.operationId}/abort`, {}))).toMatchObject(refusal);
    allowed = ['embed'];
    expect((await portal.ask(`/operations/${plan.operationId}/start`, begin)).status).toBe(202);
  });

  it('refuses every write while read-only', async () => {
    await portal.stop();
    source = new ScriptedSource();
    await start({ agentos: { readOnly: true } });
    expect(await json(await portal.ask('/operations', retry({ ids: ids(1) })))).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('agentos.readOnly') } },
    });
  });

  it('waits for a source that cannot be read for a moment, before and after the effect', async () => {
    failed(3);
    const { fingerprint, operate } = source;
    const away = new Error('Redis did not answer');
    let isAway = 2;
    source.fingerprint = async request => {
      if (isAway > 0) {
        isAway -= 1;
        throw away;
      }
      return fingerprint.call(source, request);
    };
    source.operate = async (request, options) => {
      source.operate = operate;
      await operate.call(source, { ...request, targets: request.targets.slice(0, 1) }, options);
      isAway = 1;
      throw away;
    };
    const { body } = await json(await portal.ask('/operations', retry({ ids: ids(3) })));
    const { counts } = await ended(body.operationId);
    // What was done is known; what was not begun when the answer was lost is said to be so.
    expect(counts).toMatchObject({ succeeded: 1, failed: 2 });
    const { items } = await get(`/operations/${body.operationId}/targets`);
    expect(items.map(({ code, message }: any) => [code, message])).toEqual([
      [null, 'done before an interruption'],
      [null, 'Redis did not answer'],
      [null, 'Redis did not answer'],
    ]);
  });

  it('refuses a reason that no database can keep, before anything is done', async () => {
    failed(1);
    const refused = await json(
      await portal.ask('/operations', retry({ ids: ids(1) }, { reason: 'broker \u0000' })),
    );
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/reason.*NUL/) } },
    });
    expect(source.effects.size).toBe(0);
  });

  it('skips the rest when it is aborted', async () => {
    failed(600);
    source.beforeEffect = async (id, signal) => {
      if (id === 'scripted.embed.j300') {
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }
    };
    const { body } = await json(await portal.ask('/operations', retry({ ids: ids(600) })));
    await waitFor(() => source.effects.size === 300, 'half of it');
    expect((await portal.ask(`/operations/${body.operationId}/abort`, {})).status).toBe(202);
    const operation = await ended(body.operationId);
    expect(operation).toMatchObject({
      state: 'aborted',
      counts: { pending: 0, succeeded: 300, failed: 0, skipped: 300 },
    });
    const audit = await portal.get(`/audit?operationId=${body.operationId}&format=csv`);
    const lines = (await audit.text()).trim().split('\r\n');
    expect(lines).toHaveLength(601);
    expect(lines.filter(line => line.includes('"ABORTED"'))).toHaveLength(300);
  });

  describe('after a crash in the middle', () => {
    // The first portal never settles what it attempted: its source hangs in the effect, as if the process had been killed there.
    const crash = async (effects: number, forgetful = false) => {
      await portal.stop();
      const database = await databases.init('SQLITE_3');
      source = new ScriptedSource();
      source.forgetful = forgetful;
      failed(20);
      await start({ database });
      source.beforeEffect = async () => {
        if (source.effects.size >= effects) await new Promise(() => {});
      };
      const { body } = await json(await portal.ask('/operations', retry({ ids: ids(20) })));
      await waitFor(() => source.effects.size === effects, 'some effects');
      const after = new ScriptedSource();
      after.forgetful = forgetful;
      for (const [id, state] of source.states) after.states.set(id, state);
      for (const [id, count] of source.effects) after.effects.set(id, count);
      source = after;
      await database('replicas').delete();
      await start({ database });
      return { operationId: body.operationId as string };
    };

    it('does the rest, and nothing twice', async () => {
      const { operationId } = await crash(7);
      const operation = await ended(operationId);
      expect(operation.counts).toEqual({ total: 20, pending: 0, succeeded: 20, failed: 0, skipped: 0 });
      expect(Array.from(source.effects.values())).toEqual(Array(20).fill(1));
      expect((await get(`/audit?operationId=${operationId}&limit=500`)).items).toHaveLength(20);
    });

    it('goes on after an orderly end in the middle, and takes nothing for aborted', async () => {
      await portal.stop();
      const database = await databases.init('SQLITE_3');
      source = new ScriptedSource();
      failed(20);
      await start({ database });
      // A source that answers ABORTED for what it had not begun, as the contract asks.
      const { operate } = source;
      source.operate = async (request, options) => {
        const done = await operate.call(
          source,
          { ...request, targets: request.targets.slice(0, 5) },
          options,
        );
        await new Promise(resolve => options.signal.addEventListener('abort', resolve));
        return [
          ...done,
          ...request.targets
            .slice(5)
            .map(id => ({ id, outcome: 'skipped' as const, code: 'ABORTED' as const })),
        ];
      };
      const { body } = await json(await portal.ask('/operations', retry({ ids: ids(20) })));
      await waitFor(() => source.effects.size === 5, 'some effects');
      await portal.stop();
      source.operate = operate;
      await start({ database });
      expect((await ended(body.operationId)).counts).toEqual({
        total: 20,
        pending: 0,
        succeeded: 20,
        failed: 0,
        skipped: 0,
      });
      expect(Array.from(source.effects.values())).toEqual(Array(20).fill(1));
    });

    it('never repeats what the source cannot tell', async () => {
      const { operationId } = await crash(7, true);
      expect((await ended(operationId)).counts).toMatchObject({ total: 20, pending: 0, failed: 20 });
      const { items } = await get(`/operations/${operationId}/targets`);
      expect(new Set(items.map(({ code }: any) => code))).toEqual(new Set(['UNKNOWN_EFFECT']));
      expect(source.effects.size).toBe(7);
    });
  });
});
