import { type SourceContext, systemClock } from '@agentos-portal/plugin-agentos-node';
import { MemorySourceStore, RecordingSink, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { type Processor, Queue, Worker, type WorkerOptions } from 'bullmq';
import type { BullmqSource } from '../BullmqSource';
import { bullmqSourceFactory } from '../bullmqSourceFactory';
import { RedisServer } from './RedisServer';

/** Everything of a test that has to be closed. */
export class BullmqFixture {
  private readonly closers: Array<() => unknown> = [];

  static async start(options: { password?: string } = {}) {
    return new BullmqFixture(await RedisServer.start(options));
  }

  private constructor(readonly redis: RedisServer) {}

  private get connection() {
    return { url: this.redis.url };
  }

  queue(name: string, prefix = 'bull'): Queue {
    const queue = new Queue(name, { connection: this.connection, prefix });
    queue.on('error', () => {});
    this.closers.push(() => queue.close());
    return queue;
  }

  /** A worker with a name of its own unless the options say otherwise; resolves when it is connected. */
  async worker(queue: string, processor: Processor, options: Partial<WorkerOptions> = {}): Promise<Worker> {
    const worker = new Worker(queue, processor, {
      connection: this.connection,
      name: `worker-of-${queue}`,
      ...options,
    });
    worker.on('error', () => {});
    this.closers.push(() => worker.close(true));
    await worker.waitUntilReady();
    return worker;
  }

  source(config: JsonObject = {}, options: Partial<SourceContext> = {}): BullmqSource {
    const source = bullmqSourceFactory.create({
      id: 'queues',
      config: new ConfigReader({
        id: 'queues',
        type: 'bullmq',
        redis: { url: this.redis.url },
        ...config,
      }),
      path: 'agentos.instances[0].sources[0]',
      instance: { id: 'main', title: 'Main', timeZone: 'UTC', agents: [] },
      logger: mockServices.logger.mock(),
      store: new MemorySourceStore(),
      clock: systemClock,
      ...options,
    }) as BullmqSource;
    this.closers.push(() => source.stop());
    return source;
  }

  /** A source that runs. */
  async started(config: JsonObject = {}, options: Partial<SourceContext> = {}) {
    const source = this.source(config, options);
    const sink = new RecordingSink();
    await source.start(sink);
    return { source, sink };
  }

  async close() {
    for (const close of this.closers.reverse()) await close();
    await this.redis.stop();
  }
}

/** Ids of the jobs that events of this name told of, in order. */
export const toldOf = (sink: RecordingSink, name: string): string[] =>
  sink.events.filter(event => event.name === name).map(event => String(event.payload.jobId));

export const waitForEvent = (sink: RecordingSink, name: string, jobId?: string) =>
  waitFor(
    () =>
      sink.events.find(
        event => event.name === name && (jobId === undefined || event.payload.jobId === jobId),
      ),
    `${name} of ${jobId ?? 'any job'}`,
  );

export const rowsOf = async (source: BullmqSource, section: string) => (await source.collect(section)).rows;
