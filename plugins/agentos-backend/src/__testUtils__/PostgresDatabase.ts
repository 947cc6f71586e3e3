import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import knexFactory, { type Knex } from 'knex';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const READY_MS = 60_000;
const DEBIAN = '/usr/lib/postgresql';

/** Debian keeps the commands out of the PATH, in a folder a version. */
function commandFile(name: string): string {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(version => join(DEBIAN, version, 'bin')) : [];
  const folders = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.map(folder => join(folder, name)).find(file => existsSync(file));
  if (!found) throw new Error(`${name} is not on this machine`);
  return found;
}

/** PostgreSQL refuses to run as root: somebody with fewer rights, where root runs the tests. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const [, , uid, gid] = ['postgres', 'nobody']
    .map(name => users.find(([user]) => user === name))
    .find(user => user !== undefined)!;
  return { uid: Number(uid), gid: Number(gid) };
}

/** A PostgreSQL of the test's own (needs `postgres`), with the tables of the plugin. */
export class PostgresDatabase {
  static async start(): Promise<PostgresDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'agentos-postgres-'));
    const { uid, gid } = identity();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const data = join(folder, 'data');
    const launch = (name: string, args: string[]) =>
      spawn(commandFile(name), ['-D', data, ...args], { cwd: folder, stdio: 'ignore', uid, gid });
    const init = launch('initdb', [
      '--auth',
      'trust',
      '--username',
      'agentos',
      '--encoding',
      'UTF8',
      '--no-sync',
    ]);
    const [code] = await once(init, 'exit');
    if (code !== 0) throw new Error(`initdb ended with ${code}`);
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    probe.close();
    await once(probe, 'close');
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const server = launch(
      'postgres',
      settings.flatMap(setting => ['-c', setting]),
    );
    const knex = knexFactory({
      client: 'pg',
      connection: { host: '127.0.0.1', port, user: 'agentos', database: 'postgres' },
    });
    const database = new PostgresDatabase(knex, server, folder);
    const answers = () =>
      knex.raw('select 1').then(
        () => true,
        () => false,
      );
    await waitFor(answers, 'PostgreSQL', READY_MS);
    await knex.migrate.latest({
      directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
    });
    return database;
  }

  private constructor(
    readonly knex: Knex,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  async stop() {
    await this.knex.destroy();
    const ended = once(this.server, 'exit');
    // The signal for: end the connections and stop.
    this.server.kill('SIGINT');
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}
