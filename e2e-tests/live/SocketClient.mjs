import { once } from 'node:events';
import { WebSocket } from 'ws';
import { waitFor } from '../waitFor.mjs';
import { Replica } from './Replica.mjs';

/** The subprotocols and headers a client of the live socket sends. */
export const upgradeOf = (portal, token) => [
  `${portal.url.replace('http', 'ws')}/api/agentos/live`,
  ['agentos.v1', ...(token ? [`agentos.bearer.${token}`] : [])],
  { headers: { origin: portal.url } },
];

/** A plain client of the live socket, written from the protocol and not from the portal's code. */
export class SocketClient {
  messages = [];
  replica = new Replica();

  static async open(portal, { user } = {}) {
    const token = await portal.client.tokenOf(user);
    const socket = new WebSocket(...upgradeOf(portal, token));
    const client = new this(socket);
    // Rejects when the upgrade is refused.
    await once(socket, 'open');
    await client.message('welcome');
    return client;
  }

  constructor(socket) {
    this.socket = socket;
    this.closed = new Promise(done => {
      socket.on('close', (code, reason) => done({ code, reason: `${reason}` }));
    });
    // A socket that fails also closes.
    socket.on('error', () => {});
    socket.on('message', data => {
      const frame = JSON.parse(data);
      for (const message of Array.isArray(frame) ? frame : [frame]) {
        this.receive(message);
      }
    });
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message of a type, also one that has come already. */
  async message(type) {
    return waitFor(`message ${type}`, () => this.messages.find(message => message.type === type));
  }

  /** Loses the connection without a goodbye. */
  async drop() {
    this.socket.terminate();
    await this.closed;
  }

  receive(message) {
    this.messages.push(message);
    if (message.type === 'initial_data') this.replica.reset(message);
    if (message.type === 'delta') this.replica.apply(message);
  }
}
