import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { SocketClient, upgradeOf } from '../live/SocketClient.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

const RESETS = 50;
const SERVICE_TOKEN = 'agentos-test-service-token';

let portal;
let token;

before(async () => {
  portal = await Portal.start({ config: ['app-config.test.yaml'] });
  token = await portal.client.tokenOf();
});

after(async () => {
  await portal?.dispose();
});

afterEach(async () => {
  assert.equal(portal.process.isRunning, true, portal.process.tail);
  assert.equal(await portal.client.isReady(), true);
});

/** Status that an upgrade is refused with. */
async function statusOf(upgrade) {
  const socket = new WebSocket(...upgrade);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

test('an upgrade without a good Origin is refused', async () => {
  for (const origin of [
    undefined,
    'null',
    'http://attacker.example',
    `${portal.url}.attacker.example`,
    portal.url.replace('http', 'https'),
  ]) {
    const [url, protocols] = upgradeOf(portal, token);
    const headers = origin === undefined ? {} : { origin };
    assert.equal(await statusOf([url, protocols, { headers }]), 403, `${origin}`);
  }
});

test('an upgrade without the token of a user is refused', async () => {
  for (const other of [undefined, 'none', `${token}x`, SERVICE_TOKEN]) {
    assert.equal(await statusOf(upgradeOf(portal, other)), 401);
  }
});

test('bad messages are named, and the fifth ends the connection', async () => {
  const client = await SocketClient.open(portal);
  const bad = [
    ['{', 'BAD_JSON'],
    ['[]', 'BAD_MESSAGE'],
    ['{"type":"shout"}', 'UNKNOWN_TYPE'],
    ['{"type":"subscribe","rooms":"admin"}', 'BAD_MESSAGE'],
    ['null', 'BAD_MESSAGE'],
  ];
  for (const [text] of bad) client.socket.send(text);

  const { code } = await client.closed;
  assert.equal(code, 1008);
  assert.deepEqual(
    client.messages.filter(({ type }) => type === 'error').map(error => error.code),
    bad.map(([, name]) => name),
  );
});

test('an unknown section is named, and the rest is done', async () => {
  const client = await SocketClient.open(portal);
  client.send({ type: 'subscribe', sections: ['queues', '__proto__'] });
  assert.equal((await client.message('error')).code, 'UNKNOWN_SECTION');
  assert.deepEqual((await client.message('subscribed')).sections, ['queues']);
  await client.drop();
});

test('frames that are too large, binary or no UTF-8 end the connection', async () => {
  const sent = [
    [socket => socket.send('x'.repeat(64 * 1024 + 1)), 1009],
    [socket => socket.send(randomBytes(8)), 1003],
    [socket => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }), 1007],
  ];
  for (const [send, expected] of sent) {
    const client = await SocketClient.open(portal);
    send(client.socket);
    assert.equal((await client.closed).code, expected);
  }
});

test('a flood ends the connection that sends it, and no other', async () => {
  const bystander = await SocketClient.open(portal);
  bystander.send({ type: 'subscribe', sections: ['queues'] });
  const flood = await SocketClient.open(portal);
  for (let sent = 0; sent < 200; sent += 1) flood.send({ type: 'ping' });

  assert.equal((await flood.closed).code, 4429);
  const { version } = await bystander.message('initial_data');
  await waitFor('deltas', () => bystander.replica.version > version);
  await bystander.drop();
});

test('upgrades that are reset while their token is checked end nothing', async () => {
  const request = [
    'GET /api/agentos/live HTTP/1.1',
    `Host: localhost:${portal.port}`,
    `Origin: ${portal.url}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: agentos.v1, agentos.bearer.${token}`,
    '\r\n',
  ].join('\r\n');
  await Promise.all(
    Array.from({ length: RESETS }, async () => {
      const socket = connect(portal.port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(request, () => socket.resetAndDestroy());
      await once(socket, 'close');
    }),
  );
  await (await SocketClient.open(portal)).drop();
});

test('no token is in what the portal logs', () => {
  assert.equal(portal.process.output.includes(token.split('.')[2]), false);
  assert.equal(portal.process.output.includes(SERVICE_TOKEN), false);
});
