import { type Processor, Queue, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CommandAction,
  commandChannel,
  type DatedReport,
  parseReply,
  parseReport,
  replyKey,
  reportsKey,
} from '../protocol';
import { type ReporterOptions, type RunningReporter, startReporter } from '../startReporter';
import { waitFor } from './waitFor';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis of the test's own, and everything that has to be closed after it. */
export class ReporterFixture {
  readonly redis: Redis;
  readonly errors: Error[] = [];
  private readonly closers: Array<() => unknown> = [];
  private server: ChildProcess | undefined;

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-reporter-'));
    const fixture = new ReporterFixture(await freePort(), folder);
    await fixture.launch();
    return fixture;
  }

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {
    this.redis = new Redis(this.url, { maxRetriesPerRequest: null, lazyConnect: true });
    this.redis.on('error', () => {});
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async launch() {
    const settings = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--dir', this.folder];
    this.server = spawn('redis-server', settings, { stdio: 'ignore' });
    await waitFor(
      () =>
        this.redis.ping().catch(() => {
          this.redis.connect().catch(() => {});
        }),
      'redis-server',
    );
  }

  /** Kills it: nothing it held is there when it is launched again. */
  async kill() {
    const ended = once(this.server!, 'exit');
    this.server!.kill('SIGKILL');
    await ended;
  }

  queue(name: string): Queue {
    const queue = new Queue(name, { connection: { url: this.url } });
    queue.on('error', () => {});
    this.closers.push(() => queue.close());
    return queue;
  }

  worker(queue: string, processor: Processor, options: Partial<WorkerOptions> = {}): Worker {
    const worker = new Worker(queue, processor, {
      connection: { url: this.url },
      name: `worker-of-${queue}`,
      ...options,
    });
    worker.on('error', () => {});
    this.closers.push(() => worker.close(true));
    return worker;
  }

  reporter(options: ReporterOptions): RunningReporter {
    const reporter = startReporter({
      intervalMs: 100,
      onError: error => this.errors.push(error),
      ...options,
    });
    this.closers.push(() => reporter.stop());
    return reporter;
  }

  async reports(prefix = 'bull'): Promise<DatedReport[]> {
    const fields = await this.redis.hgetall(reportsKey(prefix));
    return Object.entries(fields).flatMap(([id, text]) => parseReport(id, text) ?? []);
  }

  /** The first report that is as it should be. */
  report(isIt: (report: DatedReport) => unknown = () => true): Promise<DatedReport> {
    return waitFor(async () => (await this.reports()).find(isIt), 'the report');
  }

  /** Sends a command and waits for the answer. */
  async ask(processId: string, action: CommandAction | Record<string, unknown>, id: string = randomUUID()) {
    const replyTo = replyKey('bull', randomUUID());
    const listeners = await this.send(processId, JSON.stringify({ ...action, id, replyTo }));
    if (listeners === 0) throw new Error('nobody listens');
    const text = await waitFor(() => this.redis.lpop(replyTo), 'the answer');
    return parseReply(text);
  }

  send(processId: string, text: string): Promise<number> {
    return this.redis.publish(commandChannel('bull', processId), text);
  }

  async close() {
    for (const close of this.closers.reverse()) await close();
    this.redis.disconnect();
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
