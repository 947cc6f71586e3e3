import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';
import { ActionRunner } from './ActionRunner';
import { ActionRuns } from './ActionRuns';
import { createAlertActions } from './alertActions';

const event = (id: string) => ({
  id,
  name: 'job:failed',
  payload: { jobId: 'j', name: 'embed.document', queue: 'embed' },
  version: 1,
  timestamp: '2026-01-01T00:00:00.000Z',
  source: 's',
});

describe('runs of actions', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const clock = new ManualClock();
  let runs: ActionRuns;
  let asked: jest.SpyInstance[];

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: `${__dirname}/../../migrations` });
    runs = new ActionRuns(knex, () => clock.now());
    asked = (['enter', 'due', 'succeeded', 'failed'] as const).map(name => jest.spyOn(runs, name));
  });

  /** Waits until the runner has its answers from the database and asks for nothing more. */
  const settle = async () => {
    const answers = () => asked.flatMap(({ mock }) => mock.results.map(({ value }) => value));
    let answered = -1;
    while (answered < answers().length) {
      answered = answers().length;
      await Promise.allSettled(answers());
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  it('repeats none and loses none over a takeover', async () => {
    const seen: string[] = [];
    const create = () =>
      new ActionRunner({
        runs,
        actions: new Map([
          [
            'notify_admin',
            { name: 'notify_admin', run: async events => void seen.push(...events.map(({ id }) => id)) },
          ],
        ]),
        clock,
        logger: mockServices.logger.mock(),
        onRun: () => {},
      });
    const first = create();
    // Entered, and the process ends before a round.
    first.enter([
      { action: 'notify_admin', event: event('a') },
      { action: 'notify_admin', event: event('b') },
    ]);
    await first.stop();
    const second = create();
    second.enter([
      { action: 'notify_admin', event: event('b') },
      { action: 'nobody', event: event('c') },
    ]);
    second.start();
    await waitFor(() => seen.length === 2, 'both runs');
    clock.advance(10_000);
    await settle();
    expect(seen.sort()).toEqual(['a', 'b']);
    await second.stop();
  });

  it('tries five times more with growing waits, then keeps it as dead', async () => {
    let tries = 0;
    const runner = new ActionRunner({
      runs,
      actions: new Map([
        [
          'alert_ops',
          {
            name: 'alert_ops',
            run: async () => {
              tries += 1;
              throw new Error('away');
            },
          },
        ],
      ]),
      clock,
      logger: mockServices.logger.mock(),
      onRun: () => {},
    });
    runner.enter([{ action: 'alert_ops', event: event('a') }]);
    runner.start();
    const tried = (count: number) => waitFor(() => tries === count, `try ${count}`);
    for (const [count, wait] of [
      [1, 1000],
      [2, 5000],
      [3, 30_000],
      [4, 120_000],
      [5, 600_000],
    ]) {
      await tried(count);
      await settle();
      clock.advance(wait - 500);
      await settle();
      expect(tries).toBe(count);
      clock.advance(3000);
    }
    await tried(6);
    await settle();
    expect(await runs.counts()).toEqual({ dead: 1 });
    await runner.stop();
  });
});

describe('alerts', () => {
  let server: Server;
  let url: string;
  let status = 204;
  const received: Array<{ headers: Record<string, unknown>; body: string }> = [];

  beforeEach(async () => {
    received.length = 0;
    status = 204;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });

  afterEach(() => {
    server.close();
  });

  const actions = (webhooks: object[], recipients: string[] = [], notifications?: object) =>
    createAlertActions({ webhooks, recipients } as never, {
      notifications: notifications as never,
      now: () => 1000,
    });

  it('posts signed events', async () => {
    const [notify] = actions([{ url, secret: 'a-long-secret', actions: ['notify_admin'] }]);
    await notify.run([event('a')]);
    const { headers, body } = received[0];
    expect(JSON.parse(body)).toEqual({ action: 'notify_admin', events: [event('a')] });
    expect(headers['x-agentos-signature']).toBe(
      `sha256=${createHmac('sha256', 'a-long-secret').update(`1000.${body}`).digest('hex')}`,
    );
  });

  it.each([500, 302])('fails on %s, and follows no redirect', async code => {
    status = code;
    const [notify] = actions([{ url, actions: ['notify_admin'] }]);
    await expect(notify.run([event('a')])).rejects.toThrow(/127.0.0.1/);
    expect(received).toHaveLength(1);
  });

  it('notifies recipients, and is not there without a way', async () => {
    const sent: any[] = [];
    const [notify, alert] = actions([], ['group:default/ops'], {
      send: async (payload: unknown) => void sent.push(payload),
    });
    await alert.run([event('a'), event('b')]);
    expect(notify.name).toBe('notify_admin');
    expect(sent).toMatchObject([
      {
        recipients: { entityRef: ['group:default/ops'] },
        payload: { severity: 'critical', title: '2 events: job:failed' },
      },
    ]);
    expect(actions([])).toEqual([]);
  });

  it('go out of a real portal when a worker dies, once', async () => {
    const portal: TestPortal = await startPortal({ agentos: { alerts: { webhooks: [{ url }] } } });
    portal.source.rows = { workers: [{ id: 'scripted.w1', sourceId: 'w1', name: 'w1', kind: 'scripted' }] };
    await portal.warm();
    portal.source.rows = { workers: [] };
    await portal.warm();
    await portal.warm();
    await waitFor(() => received.length > 0, 'the post');
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { action: 'alert_ops', events: [{ name: 'worker:offline', payload: { workerId: 'scripted.w1' } }] },
    ]);
    const { events } = await (await portal.get('/health/data')).json();
    expect(events.unconfiguredActions.sort()).toEqual(['check_minimum_workers', 'consider_scaling']);
    await portal.stop();
  });
});
