import { aJob } from '../__testUtils__/rows';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('GET /failures', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await startPortal({
      denials: { 'user:default/eve': ['agentos.read'] },
      agentos: { redact: { patterns: ['\\d{16}'] } },
    });
  });
  afterEach(() => portal.stop());

  const fail = (id: string, message: string, fields: object = {}) => ({
    section: 'jobs',
    upsert: aJob(id, {
      state: 'failed',
      finishedAt: '2026-01-01T10:00:00.000Z',
      error: { type: 'CardError', message },
      ...fields,
    }),
  });

  it('groups jobs whose failures are alike, and shows nothing that is hidden', async () => {
    portal.source.sink!.report({
      observations: [
        fail('1', 'card 1234567812345678 of order 17 refused'),
        fail('2', 'card 8765432187654321 of order 18 refused', { queue: 'pay' }),
        fail('3', 'other'),
      ],
    });
    await portal.source.sink!.committed();
    const { items, nextCursor } = await (await portal.get('/failures')).json();
    expect(nextCursor).toBeNull();
    expect(items.map(({ count, message }: any) => [count, message]).sort()).toEqual([
      [1, 'other'],
      [2, 'card [redacted] of order 17 refused'],
    ]);
    const filtered = await (
      await portal.get('/failures?queue=pay&from=2026-01-01&to=2026-01-02&limit=1')
    ).json();
    expect(filtered.items).toMatchObject([
      { count: 1, queues: ['pay'], sources: ['scripted'], exampleJobId: 'scripted.embed.2' },
    ]);
  });

  it.each(['from=yesterday', 'limit=0', 'cursor=x', 'state=failed'])('answers ?%s with 400', async query => {
    expect((await portal.get(`/failures?${query}`)).status).toBe(400);
  });

  it('needs agentos.read', async () => {
    expect((await portal.get('/failures', 'user:default/eve')).status).toBe(403);
  });
});
