import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A bare `ws` server in the portal's process: what relays are compared with. It checks nothing and bounds nothing. */
export class PlainSockets {
  private readonly server = createServer();
  private readonly sockets = new WebSocketServer({ server: this.server, perMessageDeflate: false });

  /**
   * Answers clients that come to `/state` and to `/state-authorized` with a frame that is made for each alone.
   * @param authorize - checks a token; rejects
   */
  serveStates(state: () => Promise<string>, authorize: (token: string) => Promise<void>) {
    this.sockets.on('connection', async (socket, request) => {
      socket.on('error', () => {});
      if (!request.url?.startsWith('/state')) return;
      try {
        if (request.url === '/state-authorized') {
          await authorize(/agentos\.bearer\.(.*)/.exec(request.headers['sec-websocket-protocol']!)![1]);
        }
        socket.send(await state());
      } catch (error) {
        socket.close(1011, String(error).slice(0, 100));
      }
    });
  }

  /** Listens, unless it does already. @returns its URL */
  async listen(): Promise<string> {
    if (!this.server.listening) {
      await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    }
    return `ws://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** The same encoded bytes to every client. */
  send(frame: Buffer) {
    for (const socket of this.sockets.clients) socket.send(frame, { binary: false });
  }

  /** A text to every client, encoded for each of them. */
  sendEach(encode: (socket: WebSocket) => string) {
    for (const socket of this.sockets.clients) socket.send(encode(socket));
  }
}
