import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from './waitFor';

const PORTS_TRIED = 3;
const ANSWER_MS = 1_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** True when a Redis answers; while it loads its data it does not. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer')));
  try {
    socket.write('PING\r\n');
    const [reply] = await once(socket, 'data');
    return /^(\+PONG|-NOAUTH)/.test(String(reply));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * A real Redis of the test's own (needs `redis-server`) that can be killed, started again with its data, and made to hang.
 * @public
 */
export class RedisServer {
  private process: ChildProcess | undefined;

  /** @param options - `password` = what every connection has to give */
  static async start<T extends RedisServer>(
    this: new (port: number, folder: string, password?: string) => T,
    options: { password?: string } = {},
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-redis-'));
    for (let attempt = 1; ; attempt += 1) {
      const server = new this(await freePort(), folder, options.password);
      try {
        await server.launch();
        return server;
      } catch (error) {
        // Between the two somebody else may have taken the port.
        if (attempt === PORTS_TRIED) throw error;
      }
    }
  }

  constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly password?: string,
  ) {}

  get url() {
    const login = this.password ? `:${this.password}@` : '';
    return `redis://${login}127.0.0.1:${this.port}`;
  }

  /** Starts it, with the data it had. */
  async launch() {
    const settings = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'always',
      ...(this.password && { requirepass: this.password }),
    };
    this.process = spawn(
      'redis-server',
      Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)]),
      { stdio: 'ignore' },
    );
    await waitFor(async () => {
      const answered = await answers(this.port);
      if (this.process!.exitCode !== null)
        throw new Error(`redis-server ended with code ${this.process!.exitCode}`);
      return answered;
    }, 'redis-server');
  }

  async kill() {
    const ended = once(this.process!, 'exit');
    this.process!.kill('SIGKILL');
    await ended;
  }

  /** It stays connected and answers nothing. */
  suspend() {
    this.process!.kill('SIGSTOP');
  }

  resume() {
    this.process!.kill('SIGCONT');
  }

  async stop() {
    const { exitCode, signalCode } = this.process!;
    // Not `killed`: that is true after any signal, also after the one that suspended it.
    if (exitCode === null && signalCode === null) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
