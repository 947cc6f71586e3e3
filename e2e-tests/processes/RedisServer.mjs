import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { waitFor } from '../waitFor.mjs';
import { freePort } from './freePort.mjs';
import { TestProcess } from './TestProcess.mjs';

/** A Redis of the suite's own, which keeps its data while it is stopped. */
export class RedisServer {
  /** A server that is not started yet. */
  static async create() {
    return new RedisServer(await freePort(), mkdtempSync(join(tmpdir(), 'agentos-e2e-redis-')));
  }

  constructor(port, folder) {
    this.port = port;
    this.folder = folder;
    this.url = `redis://127.0.0.1:${port}`;
  }

  async start() {
    const settings = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder,
      save: '',
      appendonly: 'yes',
    };
    this.process = new TestProcess(
      'redis-server',
      Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]),
    );
    const client = new Redis(this.url, { maxRetriesPerRequest: null });
    client.on('error', () => {});
    try {
      await waitFor('Redis', () => {
        if (!this.process.isRunning) throw new Error(this.process.tail);
        return client.status === 'ready';
      });
    } finally {
      client.disconnect();
    }
  }

  async stop() {
    await this.process?.stop();
  }

  async dispose() {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}
