import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The network between a store and its Redis. */
export class RedisProxy {
  /** Connections it was asked for. */
  joined = 0;
  private readonly sockets = new Set<Socket>();
  private repliesLost = false;
  private isCut = false;
  private silent: ReadonlySet<Socket> = new Set();

  static async start(target: number) {
    const server = createServer();
    const proxy = new RedisProxy(server, target);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', client => this.join(client));
  }

  get url() {
    return `redis://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** What is sent arrives; what is answered does not. */
  loseReplies() {
    this.repliesLost = true;
  }

  /** New connections are answered; those that stand stay silent, as where a firewall forgot them. */
  forgetReplies() {
    this.repliesLost = false;
    this.silent = new Set(this.sockets);
  }

  /** Ends every connection, and new ones at once. */
  cut() {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend() {
    this.repliesLost = false;
    this.isCut = false;
  }

  async close() {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket) {
    this.joined += 1;
    const redis = connect(this.target, '127.0.0.1');
    for (const socket of [client, redis]) {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        redis.destroy();
      });
    }
    if (this.isCut) client.destroy();
    client.pipe(redis);
    redis.on('data', data => {
      if (!this.repliesLost && !this.silent.has(client)) client.write(data);
    });
  }
}
