import { TestEnvironment } from '../testUtils';
import { AgentOsClient } from './AgentOsClient';

const answer = (status: number, body: unknown = {}, etag?: string) =>
  new Response(status === 304 ? null : JSON.stringify(body), { status, headers: etag ? { etag } : {} });

let environment: TestEnvironment;
let fetch: jest.Mock<Promise<Response>, [string, RequestInit]>;
let client: AgentOsClient;

beforeEach(() => {
  environment = new TestEnvironment();
  fetch = jest.fn();
  client = new AgentOsClient({
    environment,
    fetchApi: { fetch: fetch as never },
    discoveryApi: { getBaseUrl: async id => `http://localhost:7007/api/${id}` },
  });
});

/** Waits for the end of a read, letting time pass. */
async function ending<T>(read: Promise<T>) {
  let end: { value?: T; error?: Error; tookMs: number } | undefined;
  const began = environment.monotonic();
  const take = (part: { value?: T; error?: Error }) => {
    end = { ...part, tookMs: environment.monotonic() - began };
  };
  read.then(
    value => take({ value }),
    error => take({ error }),
  );
  await environment.until(() => end !== undefined);
  return end!;
}

const urls = () => fetch.mock.calls.map(([url]) => url);

describe('addresses', () => {
  it.each([
    ['/ssot', () => client.getSsot()],
    ['/ssot?sections=queues,workers', () => client.getSsot({ sections: ['workers', 'queues'] })],
    ['/jobs?sort=-created', () => client.getJobs({ sort: '-created', q: undefined })],
    [
      '/jobs?q=queue%3Aa+%26&sort=created&cursor=c%3D&limit=5',
      () => client.getJobs({ q: 'queue:a &', sort: 'created' }, { cursor: 'c=', limit: 5 }),
    ],
    ['/jobs/..%2Fssot/logs', () => client.getJobLogs('../ssot')],
    ['/jobs/counts', () => client.getJobCounts()],
    ['/jobs/counts?instance=main', () => client.getJobCounts({ instance: 'main' })],
    [
      '/analytics?range=24h&by=name&key=a%26b&key=c',
      () => client.getAnalytics({ range: '24h', by: 'name', keys: ['a&b', 'c'] }),
    ],
    ['/failures', () => client.getFailures()],
    [
      '/failures?queue=embed&from=2026-01-01&limit=5',
      () => client.getFailures({ queue: 'embed', from: '2026-01-01', limit: 5 }),
    ],
    ['/audit?target=a%26b&limit=5', () => client.getAudit({ target: 'a&b', limit: 5 })],
    ['/health/data', () => client.getHealthData()],
    ['/events/table', () => client.getEventsTable()],
  ])('%s', async (path, read) => {
    fetch.mockResolvedValueOnce(answer(200, { some: 'body' }));
    expect((await ending<unknown>(read())).value).toEqual({ some: 'body' });
    expect(urls()).toEqual([`http://localhost:7007/api/agentos${path}`]);
    expect(environment.pendingTimers).toBe(0);
  });
});

describe('saved filters', () => {
  it('are read, saved and removed, again when the network fails', async () => {
    const preset = { title: 'Mine', q: 'state:failed', scope: 'own' as const };
    fetch.mockResolvedValueOnce(answer(200, { items: [{ id: 'a' }] }));
    expect((await ending(client.getPresets())).value).toEqual([{ id: 'a' }]);
    fetch.mockRejectedValueOnce(new TypeError('away'));
    fetch.mockResolvedValueOnce(answer(200, { id: 'a/b', ...preset }));
    expect((await ending(client.putPreset('a/b', preset))).value).toMatchObject(preset);
    fetch.mockResolvedValueOnce(new Response(null, { status: 204 }));
    expect((await ending(client.deletePreset('a/b'))).error).toBeUndefined();
    expect(
      fetch.mock.calls.map(([url, { method, body }]) => [url.split('agentos/')[1], method, body]),
    ).toEqual([
      ['presets', undefined, undefined],
      ['presets/a%2Fb', 'PUT', JSON.stringify(preset)],
      ['presets/a%2Fb', 'PUT', JSON.stringify(preset)],
      ['presets/a%2Fb', 'DELETE', undefined],
    ]);
  });
});

describe('the copy of the SSOT', () => {
  const etagsSent = () =>
    fetch.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['If-None-Match']);

  it('answers a 304, for the same sections only', async () => {
    fetch.mockResolvedValueOnce(answer(200, { version: 1 }, '"one"'));
    fetch.mockResolvedValueOnce(answer(304));
    fetch.mockResolvedValueOnce(answer(200, { version: 2 }, '"two"'));
    fetch.mockResolvedValueOnce(answer(200, { version: 3 }, '"three"'));
    fetch.mockResolvedValueOnce(answer(304));
    const first = await client.getSsot({ sections: ['queues', 'jobs'] });
    expect(await client.getSsot({ sections: ['jobs', 'queues'] })).toBe(first);
    await client.getSsot({ sections: ['queues'] });
    const newer = await client.getSsot({ sections: ['queues', 'jobs'] });
    expect(await client.getSsot({ sections: ['queues', 'jobs'] })).toBe(newer);
    expect(etagsSent()).toEqual([undefined, '"one"', undefined, '"one"', '"three"']);
  });

  it('is given up when an answer has no tag', async () => {
    fetch.mockResolvedValueOnce(answer(200, {}, '"one"'));
    fetch.mockImplementation(async () => answer(200));
    for (let n = 0; n < 3; n++) await client.getSsot();
    expect(etagsSent()).toEqual([undefined, '"one"', undefined]);
  });

  it('is kept for the last eight sets of sections', async () => {
    for (let n = 0; n < 9; n++) {
      fetch.mockResolvedValueOnce(answer(200, {}, '"tag"'));
      await client.getSsot({ sections: [`s${n}`] });
    }
    fetch.mockImplementation(async () => answer(200, {}, '"tag"'));
    await client.getSsot({ sections: ['s8'] });
    await client.getSsot({ sections: ['s0'] });
    expect(etagsSent().slice(-2)).toEqual(['"tag"', undefined]);
  });
});

describe('trying again', () => {
  it.each([
    ['a network error', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a 503', async () => answer(503)],
  ])('after %s', async (_name, failure) => {
    fetch
      .mockImplementationOnce(failure)
      .mockImplementationOnce(failure)
      .mockResolvedValueOnce(answer(200, { ok: 1 }));
    expect(await ending<unknown>(client.getHealthData())).toEqual({ value: { ok: 1 }, tookMs: 500 + 1_000 });
  });

  it('ends with the third failure', async () => {
    fetch.mockImplementation(async () => answer(500));
    expect((await ending(client.getHealthData())).error).toMatchObject({
      name: 'ResponseError',
      statusCode: 500,
    });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it.each([400, 401, 403, 404, 429])('never after a %d', async statusCode => {
    fetch.mockImplementation(async () => answer(statusCode));
    expect((await ending(client.getJob('a'))).error).toMatchObject({ statusCode });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('never after an answer that is not JSON', async () => {
    fetch.mockImplementation(async () => new Response('<html>'));
    expect((await ending(client.getJob('a'))).error).toMatchObject({ name: 'SyntaxError' });
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('giving up', () => {
  it('after 10 s, and stops the request', async () => {
    fetch.mockReturnValue(new Promise(() => {}));
    const { error, tookMs } = await ending(client.getHealthData());
    expect(error).toMatchObject({ name: 'TimeoutError', message: 'No answer within 10 s' });
    expect(tookMs).toBe(10_000);
    expect(fetch.mock.calls[0][1].signal?.aborted).toBe(true);
    expect(environment.pendingTimers).toBe(0);
  });

  it('with its caller, during the request', async () => {
    fetch.mockReturnValue(new Promise(() => {}));
    const caller = new AbortController();
    const read = ending(client.getHealthData({ signal: caller.signal }));
    await environment.advance(1_000);
    caller.abort(new Error('left the page'));
    expect((await read).error).toEqual(new Error('left the page'));
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('with its caller, between two requests', async () => {
    fetch.mockImplementation(async () => answer(500));
    const caller = new AbortController();
    const failed = jest.fn();
    client.getHealthData({ signal: caller.signal }).catch(failed);
    await environment.advance(100);
    expect(failed).not.toHaveBeenCalled();
    caller.abort(new Error('left the page'));
    await environment.advance(0);
    expect(failed).toHaveBeenCalledWith(new Error('left the page'));
    await environment.advance(10_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('before it began, when its caller has', async () => {
    const { error } = await ending(client.getHealthData({ signal: AbortSignal.abort(new Error('gone')) }));
    expect(error).toEqual(new Error('gone'));
    expect(fetch).not.toHaveBeenCalled();
  });
});
