import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aJob } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const VIEWER = 'user:default/viewer';

describe('searching arguments', () => {
  let portal: TestPortal;

  const find = async (q: string, user?: string) => portal.get(`/jobs?q=${encodeURIComponent(q)}`, user);
  const found = async (q: string) => {
    const { items } = await (await find(q)).json();
    return items.map(({ sourceId }: { sourceId: string }) => sourceId);
  };

  beforeAll(async () => {
    const source = new ScriptedSource();
    source.states.set('scripted.embed.old', 'failed');
    const { listJobs } = source;
    source.listJobs = async query => ({
      ...(await listJobs.call(source, query)),
      args: new Map([['scripted.embed.old', { document: 'd-old' }]]),
    });
    portal = await startPortal({
      source,
      agentos: { search: { args: ['document', 'customer.id', 'token'] } },
      denials: { [VIEWER]: ['agentos.payload.read'] },
    });
    source.sink!.report({
      observations: [
        {
          section: 'jobs',
          upsert: aJob('1'),
          args: parseExactJson(
            '{"document":"d-secret-place","customer":{"id":9007199254740993},"token":"t-1"}',
          ),
        },
        { section: 'jobs', upsert: aJob('2'), args: { document: 'd-2', other: 'd-secret-place' } },
      ],
    });
    await source.sink!.committed();
  });

  afterAll(() => portal.stop());

  it('finds jobs by what a source told of them, with every digit', async () => {
    expect(await found('args.document:d-secret-place')).toEqual(['1']);
    expect(await found('args.customer.id:9007199254740993')).toEqual(['1']);
    expect(await found('args.customer.id:9007199254740992')).toEqual([]);
    expect(await found('-args.document:d-secret-place state:queued')).toEqual(['2']);
    await waitFor(async () => (await found('args.document:d-old')).includes('old'), 'what was there before');
  });

  it('finds nothing that is hidden, and shows arguments nowhere', async () => {
    expect(await found('args.token:t-1')).toEqual([]);
    expect(await found('args.token:"[redacted]"')).toEqual([]);
    await portal.warm();
    expect(await (await portal.get('/ssot')).text()).not.toContain('d-secret-place');
    expect(await (await portal.get('/jobs')).text()).not.toContain('d-secret-place');
  });

  it('is for those who may read payloads, also where people act on what they find', async () => {
    const refused = await find('-args.document:d-2', VIEWER);
    expect(refused.status).toBe(403);
    expect((await refused.json()).error.message).toContain('agentos.payload.read');
    const body = {
      kind: 'job.retry',
      targets: { filter: { q: 'args.document:d-2' } },
      idempotencyKey: 'k1',
      dryRun: true,
    };
    expect((await portal.ask('/operations', body, VIEWER)).status).toBe(403);
    expect((await find('document', VIEWER)).status).toBe(200);
  });

  it('names the paths there are for one that is not indexed', async () => {
    const refused = await find('args.other:x');
    expect(refused.status).toBe(400);
    expect((await refused.json()).error.message).toMatch(/args\.other .*document, customer\.id, token/);
  });

  it.each(['.*(a+)+$', "'; drop table jobs; --", '\u202e<script>', '__proto__', '100%_\\'])(
    'takes %j for text',
    async q => {
      const answer = await find(`"${q.replaceAll('\\', '\\\\')}"`);
      expect(await answer.json()).toMatchObject({ items: [], total: 0, totalIsExact: true });
    },
  );

  it('refuses 10 KB', async () => {
    expect((await find('a'.repeat(10_000))).status).toBe(400);
  });

  it('says whether texts have an index', async () => {
    const { jobIndex } = await (await portal.get('/health/data')).json();
    expect(jobIndex).toMatchObject({ textIndex: true, textIndexProblem: null });
  });
});
