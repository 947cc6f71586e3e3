import {
  applyDelta,
  applySnapshot,
  EMPTY_REPLICA,
  type EventMessage,
  isEventMessage,
  parseFrame,
  type Replica,
  type ServerMessage,
} from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { WebSocket } from 'ws';

/**
 * A plain `ws` client that follows the protocol as DESIGN states it: applies snapshots and deltas, keeps events once.
 */
export class SocketClient {
  readonly messages: ServerMessage[] = [];
  readonly frames: string[] = [];
  readonly events = new Map<string, EventMessage>();
  replica: Replica = EMPTY_REPLICA;
  gaps = 0;
  closed: { code: number; reason: string } | undefined;

  static async open(socket: WebSocket): Promise<SocketClient> {
    const client = new SocketClient(socket);
    await client.message('welcome');
    return client;
  }

  private constructor(readonly socket: WebSocket) {
    socket.on('message', data => this.receive(String(data)));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    socket.on('error', error => {
      this.closed ??= { code: 0, reason: error.message };
    });
  }

  send(message: unknown) {
    this.socket.send(
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    );
  }

  /** Waits for the n-th message of a type. */
  async message<T extends ServerMessage['type']>(
    type: T,
    nth = 1,
  ): Promise<Extract<ServerMessage, { type: T }>> {
    return waitFor(() => {
      if (this.closed && !this.messages.some(message => message.type === type)) {
        throw new Error(`closed ${this.closed.code} ${this.closed.reason} before ${type}`);
      }
      return this.messages.filter(message => message.type === type)[nth - 1] as Extract<
        ServerMessage,
        { type: T }
      >;
    }, `message ${type} (${nth})`);
  }

  /** Waits until the socket is closed. */
  async close() {
    return waitFor(() => this.closed, 'close');
  }

  /** Rows by id of a section. */
  rows(section: string) {
    return Object.fromEntries(this.replica.sections.get(section)?.rows ?? []);
  }

  terminate() {
    this.socket.terminate();
  }

  private receive(text: string) {
    this.frames.push(text);
    for (const message of parseFrame(text)) {
      this.messages.push(message);
      if (isEventMessage(message)) this.events.set(message.id, message);
      else if (message.type === 'initial_data') this.replica = applySnapshot(this.replica, message).replica;
      else if (message.type === 'delta') {
        const applied = applyDelta(this.replica, message);
        this.replica = applied.replica;
        if (applied.outcome === 'gap') this.gaps += 1;
      }
    }
  }
}
