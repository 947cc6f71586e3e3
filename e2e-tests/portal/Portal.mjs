import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../processes/freePort.mjs';
import { TestProcess } from '../processes/TestProcess.mjs';
import { repositoryRoot } from '../repositoryRoot.mjs';
import { waitFor } from '../waitFor.mjs';
import { PortalClient } from './PortalClient.mjs';

// The first start also builds the app.
const READY_MS = 120_000;

/** Configuration of the environment would be merged over that of the suite. */
const withoutConfig = () =>
  Object.fromEntries(
    Object.keys(process.env)
      .filter(name => name.startsWith('APP_CONFIG_'))
      .map(name => [name, undefined]),
  );

/** The portal as `npm start` runs it, with a port and a database of its own. */
export class Portal {
  /**
   * @param config - over app-config.yaml: files of the repository, or objects
   * @param env - what the files ask for, e.g. REDIS_URL
   */
  static async create({ config = [], env = {} } = {}) {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'agentos-e2e-portal-'));
    return new this({ port, folder, config, env });
  }

  static async start(options) {
    const portal = await this.create(options);
    try {
      await portal.start();
      return portal;
    } catch (error) {
      await portal.dispose();
      throw error;
    }
  }

  constructor({ port, folder, config, env }) {
    this.port = port;
    this.folder = folder;
    this.url = `http://localhost:${port}`;
    this.client = new PortalClient(this.url);
    this.files = config.map((entry, index) => {
      if (typeof entry === 'string') return join(repositoryRoot, entry);
      const file = join(folder, `app-config.${index}.yaml`);
      // JSON is YAML.
      writeFileSync(file, JSON.stringify(entry));
      return file;
    });
    this.env = {
      ...withoutConfig(),
      PORTAL_URL: this.url,
      APP_CONFIG_app_baseUrl: this.url,
      APP_CONFIG_backend_baseUrl: this.url,
      APP_CONFIG_backend_listen_port: `${port}`,
      APP_CONFIG_backend_database_connection_directory: folder,
      ...env,
    };
  }

  /** Starts it and returns at once. */
  launch() {
    this.process = new TestProcess(
      process.execPath,
      ['scripts/start.mjs', ...this.files.flatMap(file => ['--config', file])],
      { cwd: repositoryRoot, env: this.env },
    );
    return this.process;
  }

  /** Starts it, also again; resolves when it is ready. */
  async start() {
    const child = this.launch();
    try {
      await waitFor(
        'the portal',
        () => {
          if (!child.isRunning) return true;
          return child.output.includes(`AgentOS portal: ${this.url}`);
        },
        READY_MS,
      );
    } catch (error) {
      throw new Error(`${error.message}\n${child.tail}`);
    }
    if (!child.isRunning) throw new Error(`The portal ended:\n${child.tail}`);
  }

  /** Ends it the way a crash does. */
  async kill() {
    await this.process.kill();
  }

  /** Ends it, whatever state it is in, and removes its files. */
  async dispose() {
    await this.process?.stop();
    rmSync(this.folder, { recursive: true });
  }
}
