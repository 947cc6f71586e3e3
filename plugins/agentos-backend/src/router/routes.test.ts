import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get as httpGet } from 'node:http';
import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockCredentials } from '@backstage/backend-test-utils';
import { aJob, aQueue, aWorker } from '../__testUtils__/rows';
import { restrictedService, startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('the routes', () => {
  let portal: TestPortal;
  const ran: string[] = [];

  beforeEach(async () => {
    ran.length = 0;
    portal = await startPortal({
      agentos: { users: { grace: 'user:default/grace' } },
      denials: { 'user:default/eve': ['agentos.read'], 'user:default/viewer': ['agentos.payload.read'] },
      actions: [
        {
          name: 'notify_admin',
          run: async events => {
            ran.push(...events.map(({ id }) => id));
            throw new Error('nobody is there');
          },
        },
      ],
    });
    portal.source.rows = { queues: [aQueue('embed', { queued: 3 })], workers: [aWorker('w1')] };
    await portal.warm();
  });

  afterEach(() => portal.stop());

  // Node's fetch hides the encoding; the bytes on the wire are what counts here.
  const raw = (path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: Record<string, any>; body: Buffer }>((resolve, reject) => {
      httpGet(
        {
          port: portal.port,
          path: `/api/agentos${path}`,
          headers: { authorization: mockCredentials.user.header('user:default/ada'), ...headers },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        },
      ).on('error', reject);
    });

  const error = async (response: Response) => {
    const body = await response.json();
    return {
      status: response.status,
      name: body.error.name,
      message: body.error.message,
      statusCode: body.response.statusCode,
    };
  };

  describe('GET /ssot', () => {
    it('answers every section the caller may see', async () => {
      const response = await portal.get('/ssot', 'user:default/viewer');
      const body = await response.json();
      expect(body).toMatchObject({
        epoch: expect.any(String),
        version: expect.any(Number),
        denied: ['logs'],
      });
      expect(Object.keys(body.sections)).toHaveLength(11);
      expect(body.sections.queues).toMatchObject({
        status: 'fresh',
        ageMs: expect.any(Number),
        collectedAt: expect.any(String),
        sources: { scripted: { status: 'fresh', collectedAt: expect.any(String) } },
        rows: {
          'scripted.embed': {
            id: 'scripted.embed',
            source: 'scripted',
            instance: 'main',
            queued: 3,
            rev: expect.any(String),
            health: 'healthy',
          },
        },
      });
      expect(body.sections.dashboard.rows.overview).toMatchObject({
        workers: { total: 1, active: 1 },
        agents: { total: 0, active: 0 },
        queue: { queued: 3, processing: 0, scheduled: 0, failed: 0, completed: 0 },
        jobs: { today: 0 },
      });
    });

    it('answers only the sections asked for', async () => {
      const body = await (await portal.get('/ssot?sections=queues,workers')).json();
      expect(Object.keys(body.sections)).toEqual(['queues', 'workers']);
      expect(body.denied).toEqual([]);
    });

    it.each(['sections=nonsense', 'sections=', 'sections=queues,nonsense', 'section=queues'])(
      'answers ?%s with 400',
      async query => {
        expect(await error(await portal.get(`/ssot?${query}`))).toMatchObject({
          status: 400,
          name: 'InputError',
          statusCode: 400,
        });
      },
    );

    it('answers 401 without a token and 403 without agentos.read', async () => {
      expect(
        (await portal.get('/ssot', undefined, { authorization: mockCredentials.none.header() })).status,
      ).toBe(401);
      expect(await error(await portal.get('/ssot', 'user:default/eve'))).toMatchObject({
        status: 403,
        name: 'NotAllowedError',
      });
    });

    it('refuses a service without access restrictions', async () => {
      const response = await portal.get('/ssot', undefined, {
        authorization: mockCredentials.service.header(),
      });
      expect(await error(response)).toMatchObject({
        status: 403,
        message: expect.stringContaining('accessRestrictions'),
      });
    });

    it.each([
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
      ['identity', (bytes: Buffer) => bytes],
    ] as Array<[string, (bytes: Buffer) => Buffer]>)(
      'encodes as %s with an ETag of its own, and answers 304 to it',
      async (encoding, decode) => {
        const first = await raw('/ssot', { 'accept-encoding': encoding });
        expect(first.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
        expect(JSON.parse(decode(first.body).toString()).sections.queues.status).toBe('fresh');
        expect(first.headers.etag).toMatch(new RegExp(`^"[^"]+-${encoding}"$`));
        const second = await raw('/ssot', {
          'accept-encoding': encoding,
          'if-none-match': first.headers.etag,
        });
        expect(second).toMatchObject({ status: 304, body: Buffer.alloc(0) });
        // What RFC 9110 asks of a 304, and nothing that stands with the answer it confirms.
        expect(second.headers).toMatchObject({
          etag: first.headers.etag,
          vary: first.headers.vary,
          'cache-control': first.headers['cache-control'],
        });
        expect(first.headers).toHaveProperty('x-powered-by');
        expect(second.headers).not.toHaveProperty('x-powered-by');
        portal.source.rows.queues = [aQueue('embed', { queued: 4 })];
        await portal.warm();
        // Within the encoder's share of a core the version before may still be served.
        await waitFor(
          async () =>
            (await raw('/ssot', { 'accept-encoding': encoding, 'if-none-match': first.headers.etag }))
              .status === 200,
          'the next version',
        );
      },
    );

    it('gives another ETag to another set of sections', async () => {
      const all = await raw('/ssot', {});
      const some = await raw('/ssot?sections=queues', { 'if-none-match': all.headers.etag });
      expect(some.status).toBe(200);
    });

    it('is a hit while warm and asks no source', async () => {
      portal.source.collects.length = 0;
      for (let round = 0; round < 20; round += 1) {
        const response = await portal.get('/ssot');
        expect(response.headers.get('x-agentos-cache')).toBe('hit');
      }
      expect(portal.source.collects).toEqual([]);
    });
  });

  it('collects once for everybody who misses at the same time', async () => {
    await portal.stop();
    portal = await startPortal({ agentos: { warmer: { collectTimeoutSeconds: 60 } } });
    portal.source.rows = { queues: [aQueue('embed')] };
    let answer = () => {};
    portal.source.answer.queues = () =>
      new Promise(resolve => {
        answer = () => resolve({ rows: portal.source.rows.queues });
      });
    const asked = Array.from({ length: 10 }, () => portal.get('/ssot'));
    await waitFor(async () => {
      const { cache } = await (await portal.get('/health/data')).json();
      return cache.warmer.skipped === 9;
    }, 'all but the first to join its round');
    answer();
    for (const response of await Promise.all(asked)) {
      expect(response.headers.get('x-agentos-cache')).toBe('miss');
      expect((await response.json()).sections.queues.rows).toHaveProperty(['scripted.embed']);
    }
    expect(portal.source.collects.filter(section => section === 'queues')).toHaveLength(1);
  });

  it.each(['/ssot/v4', '/admin/ssot'])('answers the founding document at %s', async path => {
    portal.source.rows.jobs = [aJob('1')];
    await portal.warm();
    const body = await (await portal.get(path)).json();
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining([
        'dashboard',
        'queue',
        'agents_workers',
        'analytics',
        'logs',
        'system_control',
        'configuration',
        'errors',
        'producer',
      ]),
    );
    expect(body.dashboard).toMatchObject({
      system: { status: 'healthy' },
      workers: {
        total: 1,
        active: 1,
        details: [expect.objectContaining({ name: 'w1', last_heartbeat_at: null })],
      },
      queue: { pending: 3, processing: 0, completed: 0 },
      jobs: { total_today: 0, recent_jobs: [expect.objectContaining({ source_id: '1' })] },
    });
    expect(body.queue.pending).toBe(3);
    const forViewer = await (await portal.get(path, 'user:default/viewer')).json();
    expect(forViewer.errors).toContainEqual({
      section: 'logs',
      source: null,
      message: 'left out: permission missing',
      at: null,
    });
  });

  it('tells callers what they may do, in GET /health/data', async () => {
    const permissionsOf = async (user: string) =>
      (await (await portal.get('/health/data', user)).json()).caller.permissions;
    expect(await permissionsOf('user:default/viewer')).toMatchObject({
      'agentos.read': 'allow',
      'agentos.payload.read': 'deny',
    });
    expect(await permissionsOf('user:default/ada')).toMatchObject({ 'agentos.payload.read': 'allow' });
  });

  describe('GET /jobs', () => {
    const sourceIds = async (query: string) => {
      const { items } = await (await portal.get(`/jobs${query}`)).json();
      return items?.map(({ sourceId }: { sourceId: string }) => sourceId);
    };

    beforeEach(async () => {
      portal.source.sink!.report({
        observations: ['1', '2', '3'].map(id => ({
          section: 'jobs',
          upsert: aJob(id, {
            state: id === '2' ? 'failed' : 'completed',
            createdAt: `2026-01-0${id}T00:00:00.000Z`,
            error: id === '2' ? { message: 'Bearer abcdefghijklmnopqrstuvwxyz0123456789' } : null,
          }),
        })),
      });
      await waitFor(async () => (await sourceIds(''))?.length === 3, 'the jobs in the index');
    });

    it('lists, selects, sorts and pages', async () => {
      expect(await sourceIds('')).toEqual(['3', '2', '1']);
      expect(await sourceIds('?sort=created')).toEqual(['1', '2', '3']);
      expect(await sourceIds('?state=failed')).toEqual(['2']);
      expect(await sourceIds('?state=failed,completed&state=queued')).toEqual(['3', '2', '1']);
      expect(await sourceIds('?from=2026-01-02&to=2026-01-03')).toEqual(['2']);
      expect(await sourceIds('?queue=nowhere')).toEqual([]);
      expect(await sourceIds('?q=state:failed%20-queue:index&queue=embed')).toEqual(['2']);
      expect(await sourceIds('?q=nothing%20like%20it')).toEqual([]);
      const first = await (await portal.get('/jobs?limit=2')).json();
      expect(first).toMatchObject({ total: 3, totalIsExact: true, nextCursor: expect.any(String) });
      expect(await sourceIds(`?limit=2&cursor=${first.nextCursor}`)).toEqual(['1']);
    });

    it('keeps a job that its source dropped', async () => {
      portal.source.sink!.report({
        observations: [{ section: 'jobs', remove: 'scripted.embed.2' }],
      });
      await portal.source.sink!.committed();
      expect(await sourceIds('?state=failed')).toEqual(['2']);
    });

    it.each([
      'state=nonsense',
      'sort=name',
      'limit=501',
      'from=yesterday',
      'from=2026-13-01',
      'from=2026-01-32',
      'to=2026-01-02T25:00Z',
      'cursor=x',
      'cursor=!',
      'q=colour:red',
      'q=created>yesterday',
      'color=red',
    ])('answers ?%s with 400', async query => {
      expect(await error(await portal.get(`/jobs?${query}`))).toMatchObject({
        status: 400,
        name: 'InputError',
      });
    });

    it('answers nobody without the permission', async () => {
      expect((await portal.get('/jobs', 'user:default/eve')).status).toBe(403);
    });
  });

  describe('GET /workers', () => {
    it('answers the rows, of one instance when it is asked for', async () => {
      expect((await (await portal.get('/workers')).json()).items).toMatchObject([{ id: 'scripted.w1' }]);
      expect(await (await portal.get('/workers?instance=other')).json()).toEqual({ items: [] });
    });

    it('answers a worker with what its source knows of it, and hides what is secret', async () => {
      expect(await (await portal.get('/workers/scripted.w1')).json()).toMatchObject({
        id: 'scripted.w1',
        tier: 'healthy',
        detail: null,
      });
      portal.source.workers.set('scripted.w1', {
        pid: 7,
        tasks: ['embed.document'],
        settings: { timezone: 'UTC', password: 'hunter2' },
        queues: [{ name: 'embed', exchange: null, routingKey: null }],
        pool: { implementation: null, processes: [8, 9], prefetch: 4, autoscale: null },
      });
      const body = await (await portal.get('/workers/scripted.w1')).json();
      expect(body).toMatchObject({
        rev: expect.any(String),
        detail: { pid: 7, pool: { processes: [8, 9] } },
      });
      expect(body.detail.settings).toEqual({ timezone: 'UTC', password: '[redacted]' });
    });

    it('refuses who may not read, and says that a worker is not known', async () => {
      expect((await portal.get('/workers/scripted.w1', 'user:default/eve')).status).toBe(403);
      expect(await error(await portal.get('/workers/scripted.w9'))).toMatchObject({
        status: 404,
        message: "Worker 'scripted.w9' is not known",
      });
    });
  });

  describe('POST /events', () => {
    const event = {
      name: 'job:completed',
      payload: { jobId: 'x1', name: 'embed', unknownField: 1 },
      id: 'first',
    };

    it('takes an event, and the same id once', async () => {
      const client = await portal.connect();
      client.send({ type: 'subscribe', rooms: ['admin'] });
      await client.message('subscribed');
      for (let round = 0; round < 2; round += 1) {
        const response = await portal.post('/events', event, restrictedService());
        expect({ status: response.status, body: await response.json() }).toEqual({
          status: 202,
          body: { accepted: true, id: 'first' },
        });
      }
      const sent = await client.message('job:done' as never);
      expect(sent).toMatchObject({ data: { jobId: 'x1', name: 'embed' } });
      expect((sent as any).data).not.toHaveProperty('unknownField');
      await portal.post('/events', { ...event, id: 'second' }, restrictedService());
      await waitFor(() => client.events.size === 2, 'the second event');
    });

    it('takes a list, and maps names of people', async () => {
      const grace = await portal.connect('user:default/grace');
      const response = await portal.post(
        '/events',
        [
          { name: 'job:failed', payload: { jobId: 'x1', name: 'embed', user_id: 'grace' } },
          { name: 'nobody:knows', payload: {}, id: 'u1' },
        ],
        restrictedService(),
      );
      expect(await response.json()).toEqual([
        { accepted: true, id: expect.any(String) },
        { accepted: false, id: 'u1' },
      ]);
      expect(await grace.message('job:error' as never)).toMatchObject({ rooms: ['user:user:default/grace'] });
      const health = await (await portal.get('/health/data')).json();
      expect(health.events.unknown).toBe(1);
    });

    it('runs actions after the commit; one that fails stops nothing', async () => {
      await portal.post(
        '/events',
        { name: 'job:failed', payload: { jobId: 'x1', name: 'embed' }, id: 'a1' },
        restrictedService(),
      );
      await waitFor(() => ran.length === 1, 'the action');
      // It counts as failed once the database knows.
      const row = await waitFor(async () => {
        const { events } = await (await portal.get('/events/table')).json();
        return events['job:failed'].counts.actionFailures > 0 && events['job:failed'];
      }, 'its failure to be counted');
      expect(row).toMatchObject({
        actions: ['notify_admin'],
        priority: 'critical',
        counts: { received: 1, actionFailures: 1 },
        latencyMs: { p50: expect.anything() },
      });
    });

    it.each([
      ['an empty list', []],
      ['no name', { payload: {} }],
      ['a payload that is no object', { name: 'job:completed', payload: 3 }],
      ['a missing field', { name: 'job:completed', payload: { name: 'x' } }],
      ['an id outside the pattern', { ...event, id: 'a b' }],
      ['garbage', '{'],
    ])('answers 400 to %s', async (_name, body) => {
      expect(await error(await portal.post('/events', body, restrictedService()))).toMatchObject({
        status: 400,
      });
    });

    it('refuses the whole list for one bad event, naming it', async () => {
      const response = await portal.post(
        '/events',
        [event, { name: 'job:completed', payload: {} }],
        restrictedService(),
      );
      expect(await error(response)).toMatchObject({
        status: 400,
        message: expect.stringContaining('events[1]'),
      });
      const again = await portal.post('/events', event, restrictedService());
      expect(await again.json()).toEqual({ accepted: true, id: 'first' });
      const { events } = await (await portal.get('/events/table')).json();
      expect(events['job:completed'].counts.received).toBe(1);
    });

    it('answers 413 above 1 MiB', async () => {
      const response = await portal.post(
        '/events',
        { ...event, payload: { pad: 'x'.repeat(1024 * 1024) } },
        restrictedService(),
      );
      expect(response.status).toBe(413);
    });

    it('cuts data over 16 KiB and says so', async () => {
      const client = await portal.connect();
      client.send({ type: 'subscribe', rooms: ['admin'] });
      await client.message('subscribed');
      const message = 'x'.repeat(20_000);
      await portal.post(
        '/events',
        { name: 'job:failed', payload: { jobId: 'x1', name: 'embed', error: { message } } },
        restrictedService(),
      );
      const sent = (await client.message('job:error' as never)) as any;
      expect(sent.data.truncated).toBe(true);
      expect(JSON.stringify(sent.data).length).toBeLessThan(16 * 1024);
    });

    it('answers 403 to a user and to a service without access restrictions', async () => {
      expect((await portal.post('/events', event, mockCredentials.user.header())).status).toBe(403);
      expect((await portal.post('/events', event, mockCredentials.service.header())).status).toBe(403);
    });
  });

  it.each([
    ['read-only', { agentos: { readOnly: true } }],
    ['without the permission framework', { config: { permission: { enabled: false } } }],
  ])('refuses events while %s', async (_name, options) => {
    await portal.stop();
    portal = await startPortal(options);
    const event = { name: 'job:created', payload: { jobId: 'x', name: 'y' } };
    expect((await portal.post('/events', event, restrictedService())).status).toBe(403);
  });

  it('completes what a source remembers of a job in part by what was seen of it', async () => {
    portal.source.rows.jobs = [aJob('7', { state: 'completed', worker: 'scripted.w1' })];
    await portal.warm();
    portal.source.jobs.set('scripted.embed.7', {
      job: aJob('7', {
        name: '(unknown)',
        queue: undefined,
        state: 'completed',
        createdAt: undefined,
        runMs: 5,
      }),
      partial: true,
    });
    expect(await (await portal.get('/jobs/scripted.embed.7')).json()).toMatchObject({
      name: 'embed.document',
      queue: 'embed',
      worker: 'scripted.w1',
      createdAt: '2026-01-01T00:00:00.000Z',
      runMs: 5,
    });
  });

  it('shows a job with its payload redacted, and without it to those who may not read it', async () => {
    portal.source.jobs.set('scripted.embed.1', {
      job: aJob('1', { state: 'failed' }),
      args: { user: 'x', api_key: 'k1', nested: [{ Password: 'p1' }] },
      result: 1,
      attempts: [{ attempt: 1, error: 'no', stack: 'at line 1' }],
      error: { message: 'no', stack: 'at line 1' },
    });
    const full = await (await portal.get('/jobs/scripted.embed.1')).json();
    expect(full).toMatchObject({
      id: 'scripted.embed.1',
      state: 'failed',
      source: 'scripted',
      args: { user: 'x', api_key: '[redacted]', nested: [{ Password: '[redacted]' }] },
      attempts: [{ stack: 'at line 1' }],
    });
    const bare = await (await portal.get('/jobs/scripted.embed.1', 'user:default/viewer')).json();
    expect(bare).toMatchObject({ state: 'failed', denied: ['agentos.payload.read'] });
    expect(JSON.stringify(bare)).not.toContain('at line 1');
    expect(bare).not.toHaveProperty('args');
    expect((await portal.get('/jobs/scripted.embed.1/logs', 'user:default/viewer')).status).toBe(403);
    expect(await (await portal.get('/jobs/scripted.embed.1/logs')).json()).toEqual({
      items: [{ line: 1, text: 'started' }],
    });
    expect(full.error).toEqual({ message: 'no', stack: 'at line 1', fingerprint: null });
    portal.source.rows.jobs = [aJob('1', { state: 'failed', error: { message: 'no' } })];
    await portal.warm();
    await waitFor(async () => {
      const { error: known } = await (await portal.get('/jobs/scripted.embed.1')).json();
      return typeof known.fingerprint === 'string';
    }, 'the fingerprint');
    expect((await portal.get('/jobs/scripted.embed.2')).status).toBe(404);
    expect((await portal.get('/jobs/nobody.embed.2')).status).toBe(404);
    expect((await portal.get('/jobs/a%20b')).status).toBe(400);
  });

  it('shows what was kept of a job while its source is away, and why that is not all', async () => {
    portal.source.rows.jobs = [aJob('1', { state: 'failed', error: { message: 'no' } })];
    await portal.warm();
    portal.source.getJob = async () => {
      throw new Error('connection refused');
    };
    const kept = await waitFor(async () => {
      const response = await portal.get('/jobs/scripted.embed.1');
      return response.status === 200 && response.json();
    }, 'the job in the index');
    expect(kept).toMatchObject({
      state: 'failed',
      error: { message: 'no' },
      unread: "Source 'scripted' cannot be read: connection refused",
    });
    expect(await error(await portal.get('/jobs/scripted.embed.2'))).toMatchObject({ status: 503 });
  });

  it('gives the digits of payload numbers that JSON would round, redacted like the rest', async () => {
    portal.source.jobs.set('scripted.embed.1', {
      job: aJob('1'),
      args: parseExactJson('{"order":12345678901234567890,"rate":0.10,"token":99999999999999999999}'),
      result: parseExactJson('[1,2.5]'),
      omitted: { result: { bytes: 9, reason: 'long' } },
    });
    const body = await (await portal.get('/jobs/scripted.embed.1')).json();
    expect(body.argsJson).toBe('{"order":12345678901234567890,"rate":0.10,"token":"[redacted]"}');
    expect(body.args).toEqual({ order: '12345678901234567890', rate: 0.1, token: '[redacted]' });
    expect(body.omitted).toEqual({ result: { bytes: 9, reason: 'long' } });
    expect(body).not.toHaveProperty('resultJson');

    const bare = await (await portal.get('/jobs/scripted.embed.1', 'user:default/viewer')).json();
    for (const field of ['args', 'argsJson', 'result', 'omitted']) expect(bare).not.toHaveProperty(field);
  });

  it('tells its health', async () => {
    const health = await (await portal.get('/health/data')).json();
    expect(health).toMatchObject({
      replica: { id: expect.any(String), leader: true, leaderId: expect.any(String) },
      targets: { warmSuccess: { value: 1, target: 1, met: true } },
      cache: { warmer: { runs: 1 } },
      relay: { connections: 0 },
      events: { unknown: 0, unconfiguredActions: expect.arrayContaining(['alert_ops']) },
      sources: { scripted: { sections: { queues: { status: 'fresh' } } } },
    });
  });

  it('publishes its OpenAPI document', async () => {
    const document = await (await portal.get('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/ssot');
    expect(document.components.schemas['row.queues'].properties.queued).toMatchObject({ unit: 'jobs' });
  });
});
