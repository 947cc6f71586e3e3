import { parseRowId, rowId } from '@agentos-portal/plugin-agentos-common';
import {
  type Clock,
  type JobDetail,
  type JobLogLine,
  type JobPage,
  type JobQuery,
  type ObservedRow,
  type SourceContext,
  type SourceSink,
} from '@agentos-portal/plugin-agentos-node';
import type { BullmqConfig } from './config';
import { JobDetailReader } from './detail/JobDetailReader';
import { EntryReporter } from './feed/EntryReporter';
import { EventFeed } from './feed/EventFeed';
import { FeedHealth } from './feed/FeedHealth';
import { StreamPositions } from './feed/StreamPositions';
import { BLOCK_MS } from './feed/StreamReader';
import { AbandonedJobs } from './jobs/AbandonedJobs';
import type { JobAddress } from './jobs/JobAccess';
import { JobArguments } from './jobs/JobArguments';
import { JobCollector } from './jobs/JobCollector';
import { JobHashReader } from './jobs/JobHashReader';
import { JobPages } from './jobs/JobPages';
import { JobReader } from './jobs/JobReader';
import { KnownJobs } from './jobs/KnownJobs';
import { Operator } from './operations';
import { OldestQueued } from './queues/OldestQueued';
import { QueueActivity } from './queues/QueueActivity';
import { QueueCollector } from './queues/QueueCollector';
import { QueueCounter } from './queues/QueueCounter';
import { QueueDirectory } from './queues/QueueDirectory';
import { QueueKeys } from './redis/QueueKeys';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { Reporters } from './reporter';
import { readSchedules } from './schedules/scheduleRows';
import { readServiceRow } from './services/serviceRow';
import { ClientList } from './workers/ClientList';
import { workerRows } from './workers/workerRows';

/** Below the 4 s of a collect. */
const ANSWER_LIMIT_MS = 3_000;

/** What a read that blocks may take longer. */
const BLOCK_SLACK_MS = 2_000;

const START_LIMIT_MS = 3_000;

/**
 * Sections a lost connection fails; `services` has a row that says so.
 * @internal
 */
export const REDIS_SECTIONS = ['queues', 'workers', 'jobs', 'schedules'];

/**
 * A source under way: two connections, the feed on one of them, every other read on the other; a third one when somebody operates.
 * @internal
 */
export class BullmqWatch {
  private readonly sourceId: string;
  private readonly clock: Clock;
  private readonly connection: RedisConnection;
  private readonly keys: QueueKeys;
  private readonly clients: ClientList;
  private readonly directory: QueueDirectory;
  private readonly positions: StreamPositions;
  private readonly queues: QueueCollector;
  private readonly jobs: JobCollector;
  private readonly details: JobDetailReader;
  private readonly pages: JobPages;
  private readonly health: FeedHealth;
  private readonly feed: EventFeed;
  private readonly reporters: Reporters;
  /** Does what people ask for. */
  readonly operator: Operator;

  constructor(context: SourceContext, config: BullmqConfig, sink: SourceSink) {
    const { id: sourceId, clock, logger, store, readsArguments = false } = context;
    const name = `agentos:${rowId(sourceId)}`;
    const { url } = config;
    const connection = new RedisConnection({
      url,
      name,
      limitMs: ANSWER_LIMIT_MS,
    });
    const blocking = new RedisConnection({
      url,
      name,
      limitMs: BLOCK_MS + BLOCK_SLACK_MS,
    });
    const keys = new QueueKeys(config.prefix);
    const known = new KnownJobs(sourceId);
    const activity = new QueueActivity();
    const hashes = new JobHashReader(connection, keys);
    const args = new JobArguments({ sourceId, connection, keys, readsArguments });
    const shared = {
      sourceId,
      connection,
      keys,
      hashes,
      args,
      known,
      activity,
      clock,
    };
    const clients = new ClientList(connection, keys, clock);
    const counter = new QueueCounter(shared);
    const reader = new JobReader({ ...shared, counter });
    const abandoned = new AbandonedJobs(clients, connection, keys);
    const oldest = new OldestQueued(shared);
    const reporter = new EntryReporter(shared);

    this.sourceId = sourceId;
    this.clock = clock;
    this.connection = connection;
    this.keys = keys;
    this.clients = clients;
    this.directory = new QueueDirectory({ ...shared, ...config, logger });
    this.positions = new StreamPositions({ store, clock, logger, committed: () => sink.committed() });
    this.queues = new QueueCollector({ ...shared, counter, oldest });
    this.jobs = new JobCollector({ ...shared, reader, abandoned });
    this.details = new JobDetailReader(shared);
    this.pages = new JobPages(shared);
    this.health = new FeedHealth(sink, clock, REDIS_SECTIONS);
    const isWatched = (queue: string) => this.directory.has(queue);
    this.reporters = new Reporters({ ...shared, ...config, name, clients, sink, isWatched });
    this.operator = new Operator({
      ...shared,
      url,
      name,
      sink,
      isWatched,
      running: this.reporters.running,
      workers: this.reporters.operations,
    });
    this.feed = new EventFeed({
      connection: blocking,
      keys,
      positions: this.positions,
      clock,
      queues: () => this.directory.names(),
      onEntries: entries => {
        for (const { queue } of entries) activity.note(queue);
        return reporter.report(entries, sink);
      },
      onCaughtUp: () => this.health.caughtUp(),
      onGap: queue => {
        logger.warn(`Events of queue ${queue} were trimmed before they were read`);
        known.forgetQueue(queue);
        activity.note(queue);
        this.health.missed(queue);
      },
      onLost: error => {
        logger.warn(error.message);
        // Until it is back nobody tells what happens to a queue.
        for (const queue of this.directory.names()) activity.note(queue);
        this.health.lost(error);
      },
    });
  }

  /** Learns the queues, for reads. Resolves within some seconds, also when Redis is away. */
  async open(): Promise<void> {
    await this.atMost(START_LIMIT_MS, this.directory.start());
  }

  /** Resolves within some seconds, also when Redis is away. */
  async start(): Promise<void> {
    await this.positions.load();
    await this.open();
    await this.atMost(START_LIMIT_MS, this.feed.start());
  }

  async stop(): Promise<void> {
    this.directory.stop();
    this.operator.stop();
    this.reporters.stop();
    this.connection.close();
    await this.feed.stop();
  }

  /** @throws ServiceUnavailableError when Redis does not answer */
  readonly collect: Record<string, () => Promise<ObservedRow[]>> = {
    queues: async () => {
      // Without CLIENT LIST, which some providers refuse, nobody knows who consumes.
      const workers = this.workers().catch(() => undefined);
      return this.queues.collect(this.directory.names(), workers);
    },
    workers: async () => {
      const [workers, active] = await Promise.all([
        this.workers(),
        this.jobs.activeByWorker(this.directory.names()),
      ]);
      return this.reporters.complete(workerRows(this.sourceId, workers, active));
    },
    jobs: () => this.jobs.collect(this.directory.names()),
    schedules: () => readSchedules(this.sourceId, this.directory.names(), this.connection, this.keys),
    services: async () => [
      await readServiceRow(this.sourceId, this.connection, this.clock, this.health.trouble),
    ],
  };

  async getJob(id: string): Promise<JobDetail | undefined> {
    const job = this.addressOf(id);
    return job && this.details.read(job);
  }

  async getJobLogs(id: string): Promise<JobLogLine[] | undefined> {
    const job = this.addressOf(id);
    return job && this.details.readLogs(job);
  }

  listJobs(query: JobQuery): Promise<JobPage> {
    return this.pages.read(this.directory.names(), query);
  }

  private async workers() {
    const connections = await this.clients.read();
    this.directory.notice(connections.map(({ queue }) => queue));
    return connections.filter(({ queue }) => this.directory.has(queue));
  }

  // Only queues that are watched: an id comes from outside and must not reach other keys.
  private addressOf(id: string): JobAddress | undefined {
    const [source, queue, jobId, ...rest] = parseRowId(id) ?? [];
    const isJob = source === this.sourceId && Boolean(jobId) && rest.length === 0;
    return isJob && this.directory.has(queue) ? { queue, jobId } : undefined;
  }

  private async atMost(ms: number, action: Promise<void>) {
    let cancel = () => {};
    const limit = new Promise<void>(resolve => {
      cancel = this.clock.after(ms, resolve);
    });
    await Promise.race([action, limit]);
    cancel();
  }
}
