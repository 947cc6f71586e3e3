import { type SourceContext, systemClock } from '@agentos-portal/plugin-agentos-node';
import {
  MemorySourceStore,
  RecordingSink,
  RedisServer,
  waitFor,
} from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { Redis } from 'ioredis';
import type { CelerySource } from '../CelerySource';
import { celerySourceFactory } from '../celerySourceFactory';
import { createEnvelope, newTask } from '../message';
import { CeleryWorker, type CeleryWorkerOptions } from './CeleryWorker';

/** Everything of a test that has to be closed. */
export class CeleryFixture {
  private readonly closers: Array<() => unknown> = [];
  private client: Redis | undefined;

  static async start() {
    return new CeleryFixture(await RedisServer.start());
  }

  private constructor(readonly redis: RedisServer) {}

  /** A connection of the test itself. */
  get commands(): Redis {
    if (!this.client) {
      this.client = new Redis(this.redis.url, { maxRetriesPerRequest: null });
      this.client.on('error', () => {});
      const { client } = this;
      this.closers.push(() => client.disconnect());
    }
    return this.client;
  }

  async worker(options: CeleryWorkerOptions & { url?: string } = {}): Promise<CeleryWorker> {
    const worker = await CeleryWorker.start(options.url ?? this.redis.url, options);
    this.closers.push(() => worker.kill());
    return worker;
  }

  /** Sends a task as any client does. */
  async send(
    name: string,
    args: unknown[] = [],
    { id = `task-${Math.random().toString(36).slice(2)}`, queue = 'celery' } = {},
    list: string = queue,
  ): Promise<string> {
    const message = newTask({ id, name, queue, exact: { args: JSON.stringify(args), kwargs: '{}' } });
    await this.commands.lpush(list, JSON.stringify(message));
    return id;
  }

  /** Publishes events as a worker does. */
  async publish(events: JsonObject | JsonObject[], channel = '/0.celeryev/task.multi') {
    const envelope = createEnvelope({
      bodyText: JSON.stringify(events),
      delivery: { exchange: 'celeryev', routingKey: 'task.multi' },
    });
    await this.commands.publish(channel, JSON.stringify(envelope));
  }

  /** Resolves when tasks are told on the wire: somebody asked the workers for their events. */
  async told() {
    const wire = new Redis(this.redis.url);
    let isTold = false;
    try {
      wire.on('pmessage', () => {
        isTold = true;
      });
      await wire.psubscribe('/0.celeryev/task.*');
      await waitFor(async () => {
        const id = await this.send('test.note', ['is it told?']);
        await waitFor(() => this.commands.exists(`celery-task-meta-${id}`), 'the result of a probe');
        return isTold;
      }, 'events of a probe');
    } finally {
      wire.disconnect();
    }
  }

  /** Lets tasks go on that wait. */
  async release(word: string) {
    await this.commands.set(`release:${word}`, '1');
  }

  source(config: JsonObject = {}, options: Partial<SourceContext> = {}): CelerySource {
    const { url } = this.redis;
    const source = celerySourceFactory.create({
      id: 'celery',
      config: new ConfigReader({
        id: 'celery',
        type: 'celery',
        broker: { url },
        backend: { url },
        inspect: { everySeconds: 5 },
        ...config,
      }),
      path: 'agentos.instances[0].sources[0]',
      instance: { id: 'main', title: 'Main', timeZone: 'UTC', agents: [] },
      logger: mockServices.logger.mock(),
      store: new MemorySourceStore(),
      clock: systemClock,
      ...options,
    }) as CelerySource;
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

/** The row of a section as it was told last. */
export function lastRow(sink: RecordingSink, section: string, id: string) {
  const observation = sink.observations.findLast(
    one => one.section === section && 'upsert' in one && one.upsert.id === id,
  );
  return observation && 'upsert' in observation ? observation.upsert : undefined;
}

/** Waits for a task to be in a state. */
export const waitForState = (sink: RecordingSink, uuid: string, state: string) =>
  waitFor(() => {
    const row = lastRow(sink, 'jobs', `celery.${uuid}`);
    return row?.state === state ? row : undefined;
  }, `task ${uuid} ${state}`);

/** Waits for a row of a section that is collected. */
export const waitForRow = (
  source: CelerySource,
  section: string,
  isWanted: (row: Record<string, unknown>) => boolean,
  what: string,
) => waitFor(async () => (await source.collect(section)).rows.find(isWanted), what);
