import { OperationsClient } from './OperationsClient';

const answer = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const request = { kind: 'job.retry' as const, targets: { ids: ['a'] }, idempotencyKey: 'k1' };

function clientOf(answers: Array<Response | Error>) {
  const sent: Array<{ url: string; body: any }> = [];
  const client = new OperationsClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/agentos' },
    fetchApi: {
      fetch: async (url: any, init: any) => {
        sent.push({ url: String(url), body: init?.body && JSON.parse(init.body) });
        const next = answers.shift()!;
        if ('status' in next) return next;
        throw next;
      },
    },
    environment: {
      random: () => 0,
      setTimer: (callback: () => void) => {
        callback();
        return () => {};
      },
    } as never,
  });
  return { client, sent };
}

describe('OperationsClient', () => {
  it('repeats under the same key when the network or the server fails', async () => {
    const { client, sent } = clientOf([
      new TypeError('network'),
      answer(503, {}),
      answer(202, { operationId: 'op1' }),
    ]);
    expect(await client.start(request)).toEqual({ operationId: 'op1' });
    expect(sent.map(({ body }) => body.idempotencyKey)).toEqual(['k1', 'k1', 'k1']);
  });

  it('does not repeat what was refused', async () => {
    const { client, sent } = clientOf([answer(403, { error: { name: 'NotAllowedError', message: 'no' } })]);
    await expect(client.start(request)).rejects.toMatchObject({ statusCode: 403 });
    expect(sent).toHaveLength(1);
  });

  it('gives up after four attempts', async () => {
    const { client, sent } = clientOf([1, 2, 3, 4].map(() => new TypeError('network')));
    await expect(client.start(request)).rejects.toThrow('network');
    expect(sent).toHaveLength(4);
  });

  it('pauses, resumes, slows and frees', async () => {
    const { client, sent } = clientOf([1, 2, 3, 4].map(() => answer(202, { operationId: 'op1' })));
    await client.pause('op1');
    await client.resume('op1');
    await client.throttle('op1', { perSecond: 5 });
    await client.throttle('op1', undefined);
    expect(sent.map(({ url, body }) => [url.split('/op1/')[1], body])).toEqual([
      ['pause', {}],
      ['resume', {}],
      ['throttle', { throttle: { perSecond: 5 } }],
      ['throttle', { throttle: null }],
    ]);
  });

  it('plans with dryRun and reads targets by outcome', async () => {
    const { client, sent } = clientOf([answer(200, {}), answer(200, { items: [{ id: 'a' }] })]);
    await client.plan(request);
    expect(await client.getTargets('op1', { outcome: 'failed' })).toEqual([{ id: 'a' }]);
    expect(sent[0].body.dryRun).toBe(true);
    expect(sent[1].url).toBe('http://portal/api/agentos/operations/op1/targets?limit=500&outcome=failed');
  });
});
