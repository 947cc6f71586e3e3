import { chownSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { findTool } from '../../scripts/testTools.mjs';
import { waitFor } from '../waitFor.mjs';
import { freePort } from './freePort.mjs';
import { TestProcess } from './TestProcess.mjs';

const READY_MS = 60_000;

/** PostgreSQL refuses to run as root: somebody with fewer rights, where root runs the suite. */
function identity() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const [, , uid, gid] = ['postgres', 'nobody']
    .map(name => users.find(([user]) => user === name))
    .find(Boolean);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A PostgreSQL of the suite's own, which keeps its data while it is stopped. */
export class PostgresServer {
  user = 'agentos';
  password = 'unused';

  /**
   * A server that is not started yet.
   * @param settings - over the defaults of PostgreSQL
   */
  static async create(settings = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'agentos-e2e-postgres-'));
    const { uid, gid } = identity();
    if (uid !== undefined) chownSync(folder, uid, gid);
    const server = new PostgresServer(await freePort(), folder, settings);
    await server.run('initdb', [
      '--auth',
      'trust',
      '--username',
      server.user,
      '--encoding',
      'UTF8',
      '--no-sync',
    ]);
    return server;
  }

  constructor(port, folder, settings) {
    this.settings = settings;
    this.port = port;
    this.folder = folder;
    this.data = join(folder, 'data');
  }

  /** What app-config.production.yaml asks for. */
  get env() {
    return {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: `${this.port}`,
      POSTGRES_USER: this.user,
      POSTGRES_PASSWORD: this.password,
    };
  }

  async start() {
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // The suite does not outlive the machine.
      fsync: 'off',
      ...this.settings,
    };
    this.process = this.launch(
      'postgres',
      Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    );
    await waitFor(
      'PostgreSQL',
      async () => {
        if (!this.process.isRunning) throw new Error(this.process.tail);
        await this.query('select 1', [], 'postgres');
        return true;
      },
      READY_MS,
    );
  }

  /** Rows of a statement on a connection of its own. */
  async query(text, values = [], database = 'backstage_plugin_agentos') {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.port,
      user: this.user,
      password: this.password,
      database,
    });
    // A server that is stopped ends its connections.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async stop() {
    // The signal for: end the connections and stop.
    await this.process?.kill('SIGINT');
  }

  async dispose() {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  launch(command, args) {
    // Its other commands are beside it, and not always in the PATH.
    const folder = dirname(realpathSync(findTool('postgres')));
    return new TestProcess(join(folder, command), ['-D', this.data, ...args], {
      cwd: this.folder,
      ...identity(),
    });
  }

  async run(command, args) {
    const child = this.launch(command, args);
    const { code } = await child.ended;
    if (code !== 0) throw new Error(`${command} failed:\n${child.tail}`);
  }
}
