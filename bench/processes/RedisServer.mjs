import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { freePort } from './freePort.mjs';

/** A redis-server of its own on the loopback, which keeps nothing on disk. */
export class RedisServer {
  static async start(folder) {
    const port = await freePort();
    const child = spawn(
      'redis-server',
      ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder],
      { stdio: 'ignore' },
    );
    await new Promise((done, reject) => {
      child.once('error', error =>
        reject(new Error(`redis-server is needed for the plain way: ${error.message}`)),
      );
      child.once('spawn', done);
    });
    // However this process ends; the other children notice by themselves.
    process.on('exit', () => child.kill());
    const server = new RedisServer(child, `redis://127.0.0.1:${port}`);
    const client = new Redis(server.url, { maxRetriesPerRequest: 50 });
    // Resolves once the server answers; the client tries again until then.
    client.on('error', () => {});
    await client.ping();
    server.client = client;
    return server;
  }

  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  /** How often each command was run since the start, also within scripts. */
  async commands() {
    const info = await this.client.info('commandstats');
    return Object.fromEntries(
      Array.from(info.matchAll(/cmdstat_([^:]+):calls=(\d+)/g), ([, name, calls]) => [name, Number(calls)]),
    );
  }

  async stop() {
    this.client.disconnect();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(done => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
  }
}
