import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Stands before a server and does to its connections what networks do. */
export class TcpProxy {
  /** How long an answer is kept back, ms; undefined = not at all. */
  delayMs;
  held = '';
  #holding = false;
  #release;
  #refusing = false;
  #pairs = new Set();

  static async start(targetPort) {
    const proxy = new TcpProxy(targetPort);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  constructor(targetPort) {
    this.targetPort = targetPort;
    this.server = createServer({ allowHalfOpen: false }, client => this.#accept(client));
  }

  get port() {
    return this.server.address().port;
  }

  /** Ends every connection, and takes no new one until `open`. */
  cut() {
    this.#refusing = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  /** Keeps what clients send, without a word to either end: a half-open line. */
  hold() {
    this.#holding = true;
    this.held = '';
    this.released = new Promise(done => {
      this.#release = done;
    });
  }

  /** Back to a line that does nothing of its own; what was held goes on its way. */
  open() {
    this.delayMs = undefined;
    this.#refusing = false;
    this.#holding = false;
    this.#release?.();
  }

  async dispose() {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(client) {
    if (this.#refusing) {
      client.destroy();
      return;
    }
    const server = connect(this.targetPort, '127.0.0.1');
    const pair = [client, server];
    this.#pairs.add(pair);
    this.#pump(client, server, async chunk => {
      if (!this.#holding) return;
      this.held += chunk.toString('latin1');
      await this.released;
    });
    this.#pump(server, client, async () => {
      const ms = this.delayMs?.();
      if (ms) await new Promise(done => setTimeout(done, ms));
    });
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  }

  /** In order: a chunk waits for those before it. */
  #pump(from, to, wait) {
    let last = Promise.resolve();
    from.on('data', chunk => {
      last = last.then(async () => {
        await wait(chunk);
        to.write(chunk);
      });
    });
  }
}
