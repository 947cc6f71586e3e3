import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockCredentials } from '@backstage/backend-test-utils';
import { WebSocket } from 'ws';
import { aQueue, aWorker } from '../__testUtils__/rows';
import { protocols, socketToken, startPortal, type TestPortal } from '../__testUtils__/startPortal';

const ADA = 'user:default/ada';
const ORIGIN = 'http://localhost:7007';

describe('the live protocol', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await startPortal({
      denials: { 'user:default/eve': ['agentos.read'], 'user:default/viewer': ['agentos.payload.read'] },
    });
    portal.source.rows = { queues: [aQueue('embed', { queued: 3 })], workers: [aWorker('w1')] };
    await portal.warm();
  });

  afterEach(() => portal.stop());

  const report = (id: string, fields: Record<string, unknown> = {}) =>
    portal.source.sink!.report({
      events: [
        { name: 'job:completed', id, payload: { jobId: `j-${id}`, name: 'embed.document', ...fields } },
      ],
    });

  const patchQueue = (queued: number) =>
    portal.source.sink!.report({
      observations: [{ section: 'queues', patch: { id: 'scripted.embed', queued } }],
    });

  /** What an upgrade is answered with instead of 101. */
  const refusal = (headers: Record<string, string>, offered = protocols(socketToken(ADA))) =>
    new Promise<{ status: number; body: any }>((resolve, reject) => {
      const socket = new WebSocket(`ws://localhost:${portal.port}/api/agentos/live`, offered, { headers });
      socket.on('open', () => reject(new Error('accepted')));
      socket.on('error', () => {});
      socket.on('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) }));
      });
    });

  describe('before 101', () => {
    it.each([
      ['missing', {}],
      ['null', { origin: 'null' }],
      ['of another host', { origin: 'http://evil.example' }],
      ['of another port', { origin: 'http://localhost:7008' }],
      ['of another scheme', { origin: 'https://localhost:7007' }],
      ['that ends like ours', { origin: 'http://evil-localhost:7007' }],
      ['that begins like ours', { origin: 'http://localhost:7007.evil.example' }],
      ['with a path', { origin: 'http://localhost:7007/x' }],
    ])('refuses an Origin %s with 403', async (_name, headers) => {
      const { status, body } = await refusal(headers as Record<string, string>);
      expect(status).toBe(403);
      expect(body).toMatchObject({
        error: { name: 'NotAllowedError', message: expect.stringContaining('Origin') },
        response: { statusCode: 403 },
      });
    });

    it.each([
      ['no token', ['agentos.v1']],
      ['an empty token', ['agentos.v1', 'agentos.bearer.']],
      ['an invalid token', protocols(Buffer.from('garbage').toString('base64url'))],
      ['a service token', protocols(Buffer.from(mockCredentials.service.token()).toString('base64url'))],
    ])('answers %s with 401', async (_name, offered) => {
      expect(await refusal({ origin: ORIGIN }, offered as string[])).toMatchObject({
        status: 401,
        body: { error: { name: 'AuthenticationError' } },
      });
    });

    it('checks the origin before the token', async () => {
      expect((await refusal({}, ['agentos.v1'])).status).toBe(403);
    });

    it('answers a user without agentos.read with 403', async () => {
      const answer = await refusal({ origin: ORIGIN }, protocols(socketToken('user:default/eve')));
      expect(answer).toMatchObject({
        status: 403,
        body: { error: { message: expect.stringContaining('agentos.read') } },
      });
    });

    it('selects agentos.v1 and never echoes the token', async () => {
      const client = await portal.connect();
      expect(client.socket.protocol).toBe('agentos.v1');
    });

    it('answers a plain GET with 426', async () => {
      expect((await portal.get('/live')).status).toBe(426);
    });

    it('lives on when clients reset in mid-upgrade', async () => {
      const { port } = portal;
      for (let round = 0; round < 50; round += 1) {
        await new Promise<void>(resolve => {
          const socket = connectTcp(port, 'localhost', () => {
            socket.write(
              `GET /api/agentos/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: ${ORIGIN}\r\nSec-WebSocket-Protocol: ${protocols(socketToken(ADA)).join(', ')}\r\n\r\n`,
              () => {
                socket.resetAndDestroy();
                resolve();
              },
            );
          });
          socket.on('error', () => resolve());
        });
      }
      expect((await portal.connect()).closed).toBeUndefined();
    });

    it('destroys an upgrade that nobody owns', async () => {
      const ended = await new Promise<string>(resolve => {
        const upgrade = request({
          port: portal.port,
          path: '/elsewhere',
          headers: { connection: 'upgrade', upgrade: 'websocket' },
        });
        upgrade.on('error', () => resolve('destroyed'));
        upgrade.on('response', () => resolve('answered'));
        upgrade.end();
      });
      expect(ended).toBe('destroyed');
    });
  });

  it('welcomes with epoch, version and user', async () => {
    const welcome = await (await portal.connect()).message('welcome');
    expect(welcome).toEqual({
      type: 'welcome',
      protocol: 1,
      epoch: expect.any(String),
      version: expect.any(Number),
      user: ADA,
      heartbeatSeconds: 25,
    });
  });

  it('joins the own room by itself and denies every other user room and unknown rooms', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms: ['admin', 'user:user:default/eve', 'nowhere'] });
    const subscribed = await client.message('subscribed');
    expect(subscribed.rooms.sort()).toEqual(['admin', `user:${ADA}`]);
    expect(subscribed.denied).toEqual(['user:user:default/eve', 'nowhere']);
    expect(subscribed.sections).toEqual([]);
    expect(client.messages.some(message => message.type === 'initial_data')).toBe(false);
  });

  it('tells an unknown section and does the rest', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', sections: ['queues', 'nonsense', '__proto__'] });
    expect(await client.message('error')).toMatchObject({
      code: 'UNKNOWN_SECTION',
      message: expect.stringContaining('nonsense'),
    });
    expect((await client.message('subscribed')).sections).toEqual(['queues']);
    expect(Object.keys((await client.message('initial_data')).sections)).toEqual(['queues']);
  });

  it('leaves a forbidden section out and names it', async () => {
    const client = await portal.connect('user:default/viewer');
    client.send({ type: 'subscribe', sections: ['logs', 'queues'] });
    expect(await client.message('subscribed')).toMatchObject({ sections: ['queues'], denied: ['logs'] });
    portal.source.sink!.report({
      observations: [
        {
          section: 'logs',
          upsert: { id: 'l1', at: '2026-01-01T00:00:00.000Z', level: 'info', message: 'secret' },
        },
      ],
    });
    patchQueue(9);
    await client.message('delta');
    expect(client.frames.join()).not.toContain('secret');
  });

  it('sends events of the rooms a client is in, naming only those, once', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms: ['admin', 'job_status'] });
    await client.message('subscribed');
    report('e1', { userId: ADA });
    const event = await waitFor(() => client.events.get('e1'), 'the event');
    expect(event).toEqual({
      type: 'job:done',
      id: 'e1',
      version: expect.any(Number),
      rooms: ['admin', 'job_status', `user:${ADA}`],
      data: { jobId: 'j-e1', name: 'embed.document', userId: ADA },
      timestamp: expect.any(String),
      priority: 'normal',
    });
    expect(client.messages.filter(message => message.type === 'job:done')).toHaveLength(1);
  });

  it("keeps a user's room to its owner", async () => {
    const ada = await portal.connect();
    const bob = await portal.connect('user:default/bob');
    bob.send({ type: 'subscribe', rooms: ['admin'] });
    await bob.message('subscribed');
    report('e1', { userId: ADA });
    expect((await waitFor(() => ada.events.get('e1'), 'the event of ada')).rooms).toEqual([`user:${ADA}`]);
    expect((await waitFor(() => bob.events.get('e1'), 'the event of bob')).rooms).toEqual(['admin']);
  });

  it('answers ping with the place in the log', async () => {
    const client = await portal.connect();
    client.send({ type: 'ping' });
    expect(await client.message('pong')).toEqual({
      type: 'pong',
      epoch: expect.any(String),
      version: expect.any(Number),
    });
  });

  it('forgets rooms and sections on unsubscribe', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms: ['admin'], sections: ['queues', 'workers'] });
    await client.message('initial_data');
    client.send({ type: 'unsubscribe', rooms: ['admin'], sections: ['queues'] });
    expect(await client.message('subscribed', 2)).toMatchObject({
      rooms: [`user:${ADA}`],
      sections: ['workers'],
    });
    patchQueue(11);
    report('e1');
    client.send({ type: 'ping' });
    await client.message('pong');
    expect(client.messages.filter(message => message.type === 'delta')).toEqual([]);
    expect(client.events.size).toBe(0);
  });

  describe('resume', () => {
    it('sends all events since, then one delta, and skips nothing', async () => {
      const before = await portal.connect();
      before.send({ type: 'subscribe', rooms: ['admin'], sections: ['queues'] });
      const { epoch, version } = await before.message('initial_data');
      before.terminate();
      const witness = await portal.connect();
      witness.send({ type: 'subscribe', rooms: ['admin'], sections: ['queues'] });
      await witness.message('initial_data');
      for (let round = 1; round <= 5; round += 1) {
        patchQueue(round + 10);
        report(`e${round}`);
        await waitFor(
          () =>
            witness.events.has(`e${round}`) && witness.rows('queues')['scripted.embed'].queued === round + 10,
          `commit ${round}`,
        );
      }
      const client = await portal.connect();
      client.replica = before.replica;
      client.send({ type: 'subscribe', rooms: ['admin'], sections: ['queues'], since: { epoch, version } });
      const delta = await client.message('delta');
      expect(delta.from).toBe(version);
      expect(Array.from(client.events.keys())).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
      expect(client.messages.at(-1)).toBe(delta);
      expect(client.rows('queues')['scripted.embed']).toMatchObject({ queued: 15 });
      expect(client.messages.some(message => message.type === 'initial_data')).toBe(false);
    });

    it.each([
      ['of another epoch', { epoch: 'other', version: 1 }],
      ['ahead of the server', { epoch: undefined, version: 1e9 }],
      ['before the window', { epoch: undefined, version: 0 }],
    ])('answers a place %s with initial_data', async (_name, since) => {
      const client = await portal.connect();
      const { epoch } = await client.message('welcome');
      client.send({
        type: 'subscribe',
        sections: ['queues'],
        since: { epoch: since.epoch ?? epoch, version: since.version },
      });
      expect(Object.keys((await client.message('initial_data')).sections)).toEqual(['queues']);
    });
  });

  describe('bad messages', () => {
    it.each([
      ['BAD_JSON', '{'],
      ['BAD_MESSAGE', '[]'],
      ['BAD_MESSAGE', 'null'],
      ['BAD_MESSAGE', '{"type":"subscribe","rooms":"admin"}'],
      ['BAD_MESSAGE', '{"type":"subscribe","since":{"epoch":"x","version":-1}}'],
      ['UNKNOWN_TYPE', '{"type":"__proto__"}'],
      ['UNKNOWN_TYPE', '{"type":"shout"}'],
    ])('answers with %s to %s', async (code, text) => {
      const client = await portal.connect();
      client.send(text);
      expect(await client.message('error')).toMatchObject({ code });
      expect(client.closed).toBeUndefined();
    });

    it('closes 1008 at the fifth', async () => {
      const client = await portal.connect();
      for (let round = 0; round < 4; round += 1) client.send('{');
      await client.message('error', 4);
      client.send({ type: 'ping' });
      await client.message('pong');
      client.send('{');
      expect(await client.close()).toMatchObject({ code: 1008 });
    });

    it('closes 1003 on binary', async () => {
      const client = await portal.connect();
      client.send(Buffer.from([1, 2, 3]));
      expect(await client.close()).toMatchObject({ code: 1003 });
    });

    it('closes 1007 on bad UTF-8', async () => {
      const client = await portal.connect();
      client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
      expect(await client.close()).toMatchObject({ code: 1007 });
    });

    it('closes 1009 above 64 KiB', async () => {
      const client = await portal.connect();
      client.send({ type: 'ping', pad: 'x'.repeat(64 * 1024) });
      expect(await client.close()).toMatchObject({ code: 1009 });
    });

    it('closes 4429 above 50 messages in 10 s', async () => {
      const client = await portal.connect();
      for (let round = 0; round < 51; round += 1) client.send({ type: 'ping' });
      expect(await client.close()).toMatchObject({ code: 4429 });
      expect(client.messages).toContainEqual(expect.objectContaining({ type: 'error', code: 'RATE_LIMIT' }));
    });
  });

  describe('auth', () => {
    it('takes a fresh token of the same user', async () => {
      const client = await portal.connect();
      client.send({ type: 'auth', token: socketToken(ADA) });
      client.send({ type: 'ping' });
      await client.message('pong');
      expect(client.closed).toBeUndefined();
    });

    it('closes 4401 on an invalid token', async () => {
      const client = await portal.connect();
      client.send({ type: 'auth', token: 'garbage' });
      expect(await client.close()).toMatchObject({ code: 4401 });
    });

    it("closes 4403 on another user's token", async () => {
      const client = await portal.connect();
      client.send({ type: 'auth', token: socketToken('user:default/bob') });
      expect(await client.close()).toMatchObject({ code: 4403 });
    });
  });

  it('follows permissions that are withdrawn: ends the session, or takes the section away', async () => {
    const ended = await portal.connect();
    const narrowed = await portal.connect('user:default/bob');
    narrowed.send({ type: 'subscribe', sections: ['logs', 'queues'] });
    await narrowed.message('initial_data');
    // Both at once: the server takes its seconds to look again.
    portal.denials[ADA] = ['agentos.read'];
    portal.denials['user:default/bob'] = ['agentos.payload.read'];
    expect(await ended.close()).toMatchObject({ code: 4403 });
    expect(await narrowed.message('subscribed', 2)).toMatchObject({ sections: ['queues'], denied: ['logs'] });
    expect(narrowed.closed).toBeUndefined();
  });

  it('says 1012 when the server goes', async () => {
    const client = await portal.connect();
    await portal.backend.stop();
    expect(await client.close()).toMatchObject({ code: 1012 });
  });
});
