import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { aQueue, aWorker } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

describe('a source in trouble', () => {
  const bad = new ScriptedSource('bad', ['queues', 'workers']);
  const good = new ScriptedSource('good', ['queues', 'workers']);
  let portal: TestPortal;

  const start = async (warmer: { collectTimeoutSeconds: number; ttlSeconds: number }) => {
    portal = await startPortal({ sources: [bad, good], agentos: { warmer } });
    await portal.warm();
  };

  beforeEach(async () => {
    bad.answer = {};
    bad.rows = {
      queues: [aQueue('embed', { id: 'bad.embed', queued: 3 })],
      workers: [aWorker('w1', { id: 'bad.w1' })],
    };
    good.rows = { queues: [aQueue('index', { id: 'good.index' })], workers: [] };
    await start({ collectTimeoutSeconds: 0.8, ttlSeconds: 300 });
  });

  afterEach(() => portal.stop());

  /** The sections once they are as expected: within the encoder's share of a core the version before may still be served. */
  const sectionsWhen = (expected: (sections: any) => boolean, what: string) =>
    waitFor(async () => {
      const { sections } = await (await portal.get('/ssot')).json();
      return expected(sections) && sections;
    }, what);

  const flagAndMend = async (error: string) => {
    await portal.warm();
    const { queues, workers, system } = await sectionsWhen(
      found => found.queues.error?.includes(error),
      `queues failed: ${error}`,
    );
    expect(queues.status).toBe('failed');
    expect(queues.error).toContain(error);
    expect(queues.sources).toMatchObject({
      bad: { status: 'failed', error: expect.stringContaining(error) },
      good: { status: 'fresh' },
    });
    expect(queues.rows).toMatchObject({ 'bad.embed': { queued: 3 }, 'good.index': {} });
    expect(workers.status).toBe('fresh');
    expect(system.rows.main).toMatchObject({
      status: 'critical',
      reasons: [expect.stringContaining('source bad')],
    });
    bad.answer = {};
    bad.rows.queues = [aQueue('embed', { id: 'bad.embed', queued: 4 })];
    await portal.warm();
    const mended = await sectionsWhen(({ queues: { status } }) => status === 'fresh', 'queues mended');
    expect(mended.queues).toMatchObject({ rows: { 'bad.embed': { queued: 4 } } });
    expect(mended.queues).not.toHaveProperty('error');
    return mended.queues.status as string;
  };

  it('that throws is flagged alone and keeps its last rows', async () => {
    bad.answer.queues = async () => {
      throw new Error('ECONNREFUSED');
    };
    expect(await flagAndMend('ECONNREFUSED')).toBe('fresh');
  });

  it('that throws before it answers is flagged alone', async () => {
    bad.answer.queues = () => {
      throw new TypeError('at once');
    };
    expect(await flagAndMend('at once')).toBe('fresh');
  });

  it('that hangs is flagged alone, and its late answer is thrown away', async () => {
    const late: Array<() => void> = [];
    bad.answer.queues = () =>
      new Promise(resolve => {
        late.push(() => resolve({ rows: [aQueue('embed', { id: 'bad.embed', queued: 99 })] }));
      });
    await portal.warm();
    await sectionsWhen(({ queues }) => queues.error?.includes('no answer within 800 ms'), 'the limit');
    await portal.warm();
    await sectionsWhen(
      ({ queues }) => queues.error?.includes('no answer for more than 800 ms'),
      'the limit passed',
    );
    expect(late).toHaveLength(1);
    late[0]();
    await new Promise(resolve => setImmediate(resolve));
    bad.answer.queues = async () => {
      throw new Error('still away');
    };
    await portal.warm();
    const { queues } = await sectionsWhen(
      found => found.queues.error?.includes('still away'),
      'the next collect',
    );
    expect(queues.rows).toMatchObject({ 'bad.embed': { queued: 3 } });
    expect(await flagAndMend('still away')).toBe('fresh');
  });

  it.each([
    ['no rows', { wrong: true }, 'list of rows'],
    ['nothing', undefined, 'list of rows'],
    ['a row without id', { rows: [{ name: 'x' }] }, 'id'],
    ['a wrong type', { rows: [aQueue('embed', { id: 'bad.embed', queued: 'many' as never })] }, 'queued'],
    ['a row that is no object', { rows: [null] }, 'queues'],
  ])('that sends garbage (%s) is flagged alone, and none of it is shown', async (_name, garbage, error) => {
    bad.answer.queues = async () => garbage as never;
    expect(await flagAndMend(error)).toBe('fresh');
  });

  it('that loses its system says so at once, and sockets learn of it', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', sections: ['queues'] });
    await client.message('initial_data');
    bad.sink!.failed(['queues'], new Error('connection lost'));
    await waitFor(() => client.replica.sections.get('queues')?.status === 'failed', 'the flag on the socket');
    expect(client.replica.sections.get('queues')!.error).toBe('bad: connection lost');
  });

  it('whose warming stops turns stale on every socket, with from equal to to, and on those that come back', async () => {
    await portal.stop();
    await start({ collectTimeoutSeconds: 0.8, ttlSeconds: 4 });
    const follow = async () => {
      const client = await portal.connect();
      client.send({ type: 'subscribe', sections: ['queues'] });
      await client.message('initial_data');
      return client;
    };
    const [client, away] = [await follow(), await follow()];
    // From here on nobody proves anything, however long it took to get here.
    await portal.warm();
    const status = ({ replica }: typeof client) => replica.sections.get('queues')?.status;
    away.send({ type: 'ping' });
    // Everything up to this version was sent.
    const { version } = await away.message('pong');
    expect(status(away)).toBe('fresh');
    away.terminate();
    const comeBack = async () => {
      const back = await portal.connect();
      back.replica = { ...away.replica, version };
      back.send({ type: 'subscribe', sections: ['queues'], since: { epoch: away.replica.epoch, version } });
      await back.message('delta');
      return back;
    };
    await comeBack();
    await waitFor(() => status(client) === 'stale', 'the stale flag');
    const flags = client.messages.filter(message => message.type === 'delta').at(-1) as {
      from: number;
      to: number;
    };
    expect(flags.from).toBe(flags.to);
    expect(client.gaps).toBe(0);
    expect(client.rows('queues')).toHaveProperty(['bad.embed']);

    const back = await comeBack();
    expect(status(back)).toBe('stale');
    expect(back.rows('queues')).toEqual(client.rows('queues'));
  });

  it('does not keep others from being collected in time', async () => {
    bad.answer.queues = () => new Promise(() => {});
    bad.answer.workers = () => new Promise(() => {});
    for (let round = 0; round < 3; round += 1) {
      good.rows.queues = [aQueue('index', { id: 'good.index', queued: round })];
      await portal.warm();
      await sectionsWhen(({ queues }) => queues.rows['good.index'].queued === round, `round ${round}`);
    }
    const { targets } = await (await portal.get('/health/data')).json();
    expect(targets.warmSuccess).toMatchObject({ met: false });
  });
});

describe('a configuration that cannot be', () => {
  const start = (agentos: object, instance: object = {}) =>
    startPortal({ agentos: agentos as never, instance: instance as never });

  it.each([
    [{ instances: [] }, 'agentos.instances: needs at least one instance'],
    [{ warmer: { everySeconds: 0 } }, 'agentos.warmer.everySeconds'],
    [
      { live: { allowedOrigins: ['https://x.example/path'] } },
      'agentos.live.allowedOrigins[0]: must be an origin',
    ],
    [{ redact: { patterns: ['('] } }, 'agentos.redact.patterns[0]: must be a regular expression'],
    [{ users: { ada: 'ada' } }, 'agentos.users.ada: must be an entity ref'],
    [
      { events: { 'x:y': { sections: ['nonsense'] } } },
      "agentos.events['x:y'].sections: unknown section 'nonsense'",
    ],
    [
      { events: { 'x:y': { websocket: { event: 'delta', rooms: ['admin'] } } } },
      "'delta' is a message of the protocol",
    ],
    [{ events: { 'x:y': { websocket: { event: 'x', rooms: ['lobby'] } } } }, "unknown room 'lobby'"],
    [{ events: { 'job:created': {} } }, 'has a row already'],
    [{ store: { type: 'redis', url: 'localhost:6379' } }, 'agentos.store.url: must be a redis or rediss URL'],
  ])('%j is refused at start', async (agentos, message) => {
    const merged = 'instances' in agentos ? { ...agentos } : agentos;
    const promise =
      'instances' in agentos ? startPortal({ config: { agentos: merged as never } }) : start(agentos);
    await expect(promise).rejects.toThrow(message);
  });

  it.each([
    [
      { sources: [{ id: 's', type: 'nonsense' }] },
      "agentos.instances[0].sources[0].type: unknown source type 'nonsense', known are scripted",
    ],
    [{ sources: [{ id: 'a b', type: 'scripted' }] }, 'agentos.instances[0].sources[0].id'],
    [{ timeZone: 'Mars/Olympus' }, 'agentos.instances[0].timeZone'],
    [{ agents: [{ id: 'a' }, { id: 'a' }] }, "'a' occurs twice"],
    [
      { pipelines: [{ id: 'p' }], agents: [{ id: 'a', pipeline: 'q' }] },
      "agents[0].pipeline: 'q' is not one of",
    ],
  ])('an instance with %j is refused at start', async (instance, message) => {
    await expect(start({}, instance)).rejects.toThrow(message);
  });
});
