import { mockCredentials } from '@backstage/backend-test-utils';
import { aJob } from '../__testUtils__/rows';
import { restrictedService, startPortal, type TestPortal } from '../__testUtils__/startPortal';

const ADA = 'user:default/ada';
const GRACE = 'user:default/grace';
const VIEWER = 'user:default/viewer';

describe('saved filters and counts', () => {
  let portal: TestPortal;

  const start = async (options: Parameters<typeof startPortal>[0] = {}) => {
    portal = await startPortal({ denials: { [VIEWER]: ['agentos.system.control'] }, ...options });
  };
  afterEach(() => portal.stop());

  const send = async (method: string, id: string, body?: unknown, user = ADA) => {
    const response = await fetch(`http://localhost:${portal.port}/api/agentos/presets/${id}`, {
      method,
      headers: { authorization: mockCredentials.user.header(user), 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const put = (id: string, fields: object = {}, user = ADA) =>
    send('PUT', id, { title: 'Mine', q: 'state:failed', scope: 'own', ...fields }, user);
  const ids = async (user = ADA) =>
    (await (await portal.get('/presets', user)).json()).items
      .filter(({ scope }: any) => scope !== 'system')
      .map(({ id }: any) => id);

  it('are those of the system at first, counted by the counters', async () => {
    await start();
    portal.source.sink!.report({
      observations: [
        { section: 'jobs', upsert: aJob('1', { state: 'failed' }) },
        { section: 'jobs', upsert: aJob('2', { state: 'lost', reason: 'gone' }) },
        { section: 'jobs', upsert: aJob('3', { state: 'processing' }) },
      ],
    });
    await portal.source.sink!.committed();
    const { items } = await (await portal.get('/presets')).json();
    expect(items.map(({ id, count }: any) => [id, count])).toEqual([
      ['all', 3],
      ['active', 1],
      ['waiting', 0],
      ['scheduled', 0],
      ['failed', 1],
      ['completed', 0],
      ['cancelled', 0],
      ['unclear', 1],
      ['slow', null],
    ]);
    expect(items[0]).toEqual({
      id: 'all',
      title: 'All jobs',
      q: '',
      scope: 'system',
      owner: null,
      count: 3,
      countIsExact: true,
      countedAt: expect.any(String),
    });
    expect(await (await portal.get('/jobs/counts')).json()).toMatchObject({
      total: 3,
      states: { failed: 1, lost: 1, processing: 1, queued: 0 },
      at: expect.any(String),
    });
    expect(await (await portal.get('/jobs/counts?instance=other')).json()).toMatchObject({ total: 0 });
    expect((await portal.get('/jobs/counts?queue=embed')).status).toBe(400);
  });

  it('of one person are seen, changed and removed by that person alone', async () => {
    await start();
    expect(await put('mine')).toMatchObject({
      status: 200,
      body: { id: 'mine', title: 'Mine', q: 'state:failed', scope: 'own', owner: ADA, count: 0 },
    });
    expect(await put('mine', { title: 'Again' })).toMatchObject({ status: 200, body: { title: 'Again' } });
    expect(await ids()).toEqual(['mine']);
    expect(await ids(GRACE)).toEqual([]);
    const refused = { status: 404, body: { error: { message: "Preset 'mine' is not known" } } };
    expect(await put('mine', {}, GRACE)).toMatchObject(refused);
    expect(await put('mine', { scope: 'shared' }, GRACE)).toMatchObject(refused);
    expect(await send('DELETE', 'mine', undefined, GRACE)).toMatchObject(refused);
    expect(await ids()).toEqual(['mine']);
    expect((await send('DELETE', 'mine')).status).toBe(204);
    expect((await send('DELETE', 'mine')).status).toBe(404);
    expect(await ids()).toEqual([]);
  });

  it('are shared by those with the permission alone', async () => {
    await start();
    expect(await put('ours', { scope: 'shared' }, VIEWER)).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('agentos.system.control') } },
    });
    expect((await put('ours', { scope: 'shared' })).status).toBe(200);
    expect(await ids(VIEWER)).toEqual(['ours']);
    for (const scope of ['shared', 'own']) expect((await put('ours', { scope }, VIEWER)).status).toBe(403);
    expect((await send('DELETE', 'ours', undefined, VIEWER)).status).toBe(403);
    expect((await put('ours', { scope: 'own' }, GRACE)).status).toBe(200);
    expect(await ids(ADA)).toEqual([]);
    expect(await ids(GRACE)).toEqual(['ours']);
  });

  it('are checked, and the message names the place', async () => {
    await start();
    expect(await put('mine', { q: 'state:nonsense' })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/^q: .*character 7/) } },
    });
    for (const [fields, place] of [
      [{ title: ' ' }, 'body/title'],
      [{ title: 'a\nb' }, 'body/title'],
      [{ title: 'x'.repeat(81) }, 'body/title'],
      [{ q: '"\u0000"' }, 'body/q'],
      [{ scope: 'system' }, 'body/scope'],
      [{ owner: GRACE }, 'body/owner'],
    ] as const) {
      expect(await put('mine', fields)).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining(place) } },
      });
    }
    expect((await put('a%20b')).status).toBe(400);
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? { title: 'T', q: '', scope: 'own' } : undefined;
      expect(await send(method, 'failed', body)).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining('one of the system') } },
      });
    }
  });

  it('are at most a hundred a person', async () => {
    await start();
    for (let number = 0; number < 100; number += 1) expect((await put(`p${number}`)).status).toBe(200);
    expect(await put('p100')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('remove one first') } },
    });
    expect((await put('p99', { title: 'Changed' })).status).toBe(200);
    expect((await put('p100', {}, GRACE)).status).toBe(200);
  });

  it('leave a row in the audit trail for each change, and none for a refused one', async () => {
    await start();
    await put('mine');
    await put('mine', {}, GRACE);
    await put('ours', { scope: 'shared' }, VIEWER);
    await send('DELETE', 'mine');
    const { items } = await (await portal.get('/audit')).json();
    expect(items).toMatchObject([
      { kind: 'preset.remove', target: 'mine', actor: ADA, outcome: 'succeeded', source: 'engine' },
      { kind: 'preset.save', target: 'mine', actor: ADA, outcome: 'succeeded', source: 'engine' },
    ]);
  });

  it('are not written while the portal is read-only, or nobody decides about writes', async () => {
    await start({ agentos: { readOnly: true } });
    expect(await put('mine')).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('read-only') } },
    });
    expect((await send('DELETE', 'mine')).status).toBe(403);
    await portal.stop();
    await start({ config: { permission: { enabled: false } } });
    expect((await put('mine')).status).toBe(403);
  });

  it('are read by users and services, and written by users who may read', async () => {
    await start({ denials: { [VIEWER]: ['agentos.read'] } });
    expect((await portal.get('/presets', VIEWER)).status).toBe(403);
    expect((await portal.get('/jobs/counts', VIEWER)).status).toBe(403);
    expect((await put('mine', {}, VIEWER)).status).toBe(403);
    await put('mine');
    const response = await portal.get('/presets', undefined, { authorization: restrictedService() });
    const { items } = await response.json();
    expect(items.every(({ scope }: any) => scope === 'system')).toBe(true);
  });
});
