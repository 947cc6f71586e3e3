import { rowId } from '@agentos-portal/plugin-agentos-common';
import type {
  Clock,
  Collected,
  JobDetail,
  JobPage,
  JobQuery,
  SourceContext,
  SourceSink,
} from '@agentos-portal/plugin-agentos-node';
import { RedisConnection, RedisSubscription } from '@agentos-portal/plugin-agentos-node/redis';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CeleryConfig } from './config';
import { ControlClient } from './control';
import { TaskDetailReader } from './detail/TaskDetailReader';
import { TaskPages } from './detail/TaskPages';
import { EventIntake } from './events/EventIntake';
import { FeedHealth } from './events/FeedHealth';
import { WatchedFleet } from './fleet/WatchedFleet';
import { MessageArchive, Operator } from './operations';
import { QueueCollector } from './queues/QueueCollector';
import { QueueDirectory } from './queues/QueueDirectory';
import { UnackedReader } from './queues/UnackedReader';
import { WaitingReader } from './queues/WaitingReader';
import { CeleryKeys } from './redis/CeleryKeys';
import { ResultReader } from './results/ResultReader';
import { nameOfRowId } from './rowIds';
import { Rounds } from './rounds/Rounds';
import { TaskRound } from './rounds/TaskRound';
import { Services } from './services/Services';
import { SavedTasks } from './tasks/SavedTasks';
import { recentRows } from './tasks/recentRows';
import { TaskModel } from './tasks/TaskModel';
import { TaskReporter } from './tasks/TaskReporter';
import { Departures } from './workers/Departures';
import { EventSwitch } from './workers/EventSwitch';
import { WorkerDetails } from './workers/WorkerDetails';
import { WorkerInspector } from './workers/WorkerInspector';
import { type Departure, WorkerModel } from './workers/WorkerModel';
import { WorkerReporter } from './workers/WorkerReporter';
import { workerRow } from './workers/workerRow';

/** Below the 4 s of a collect. */
const ANSWER_LIMIT_MS = 3_000;
/** What a read that blocks may take longer. */
const BLOCKING_LIMIT_MS = 4_000;
const START_LIMIT_MS = 3_000;
const LIFE_CHECK_MS = 500;

/** Sections a lost broker fails; `services` has a row that says so. @internal */
export const BROKER_SECTIONS = ['queues', 'workers', 'jobs'];

/**
 * A source under way: one connection that listens to events, one for reads, one that publishes what workers are asked, and one that
 * waits for their answers.
 * @internal
 */
export class CeleryWatch {
  private readonly sourceId: string;
  private readonly clock: Clock;
  private readonly logger: LoggerService;
  private readonly options: { config: CeleryConfig; name: string };
  private readonly keys: CeleryKeys;
  private readonly connection: RedisConnection;
  private readonly commands: RedisConnection;
  private readonly backend: RedisConnection | undefined;
  private readonly tasks = new TaskModel();
  private readonly workers: WorkerModel;
  private readonly departures = new Departures();
  private readonly workerReporter: WorkerReporter;
  private readonly taskReporter: TaskReporter;
  private readonly control: ControlClient;
  private readonly events: EventSwitch;
  private readonly directory: QueueDirectory;
  private readonly queues: QueueCollector;
  private readonly saved: SavedTasks;
  private readonly details: TaskDetailReader;
  private readonly pages: TaskPages;
  private readonly services: Services;
  private readonly workerDetails: WorkerDetails;
  private readonly health: FeedHealth;
  private readonly intake: EventIntake;
  /** Does what people ask for. */
  readonly operator: Operator;
  private readonly round: TaskRound;
  private readonly rounds: Rounds;
  private subscription: RedisSubscription | undefined;
  private cancelLifeCheck = () => {};

  constructor(context: SourceContext, config: CeleryConfig, sink: SourceSink) {
    const { id: sourceId, clock, logger, store, readsArguments = false } = context;
    const { broker, backend, readOnly } = config;
    const name = `agentos:${rowId(sourceId)}`;
    const open = (options: { url: string; limitMs?: number; atMostOnce?: boolean }) =>
      new RedisConnection({ name, limitMs: ANSWER_LIMIT_MS, ...options });
    const connection = open({ url: broker.url });
    const commands = open({ url: broker.url, atMostOnce: true });
    const keys = new CeleryKeys(broker.names);
    const archive = new MessageArchive();
    const shared = { sourceId, connection, keys, clock, logger, archive, tasks: this.tasks };

    this.sourceId = sourceId;
    this.clock = clock;
    this.logger = logger;
    this.options = { config, name };
    this.keys = keys;
    this.connection = connection;
    this.commands = commands;
    this.backend = backend && open({ url: backend.url });
    this.health = new FeedHealth({ sink, clock, sections: BROKER_SECTIONS, proved: ['workers', 'jobs'] });
    this.workerReporter = new WorkerReporter({ sourceId, sink, clock });
    this.taskReporter = new TaskReporter({ sourceId, tasks: this.tasks, sink, clock, readsArguments });
    this.workers = new WorkerModel({
      clock,
      answersEveryMs: config.inspectSeconds * 1_000,
      onArrival: worker => {
        this.workerReporter.arrived(worker);
        this.events.switchOn(worker.name);
        void this.operator.workerArrived(worker.name);
        this.rounds.soon();
      },
      onDeparture: departure => this.left(departure),
    });
    this.control = new ControlClient({
      keys,
      commands,
      openReplies: () => open({ url: broker.url, limitMs: BLOCKING_LIMIT_MS }),
      store,
      clock,
      liveWorkers: () => this.workers.names,
    });
    this.events = new EventSwitch({
      control: this.control,
      clock,
      logger,
      mayAsk: !readOnly,
      isWanted: config.enableEvents,
    });
    this.directory = new QueueDirectory({
      ...shared,
      ...config,
      consumed: () =>
        this.workers.all.flatMap(worker =>
          (worker.queues ?? []).flatMap(queue => (queue.isBroadcast ? [] : [queue.name])),
        ),
    });
    const fleet = new WatchedFleet({
      ...shared,
      workers: this.workers,
      directory: this.directory,
      taskReporter: this.taskReporter,
      workerReporter: this.workerReporter,
    });
    this.operator = new Operator({
      ...shared,
      commands,
      results: this.backend && { connection: this.backend, keyPrefix: backend!.keyPrefix },
      control: this.control,
      fleet,
      store,
    });
    this.queues = new QueueCollector({
      ...shared,
      workers: () => this.workers.all,
      asksWorkers: !readOnly,
      isPaused: queue => fleet.pausedQueues.has(queue),
    });
    this.saved = new SavedTasks(store, this.tasks);
    const results = this.backend && new ResultReader(this.backend, backend!.keyPrefix);
    const waiting = new WaitingReader(connection, keys);
    const unacked = new UnackedReader(connection, keys);
    const workers = readOnly ? undefined : { control: this.control, model: this.workers };
    this.details = new TaskDetailReader({ ...shared, unacked, results, workers, directory: this.directory });
    this.pages = new TaskPages({ ...shared, unacked, directory: this.directory, readsArguments });
    this.services = new Services({
      ...shared,
      backend: this.backend,
      health: this.health,
      readOnly,
    });
    this.workerDetails = new WorkerDetails({
      control: this.control,
      store,
      logger,
      shown: config.shownSettings,
    });
    this.intake = new EventIntake({
      health: this.health,
      workers: this.workers,
      workerReporter: this.workerReporter,
      taskReporter: this.taskReporter,
      onQueue: queue => this.directory.notice(queue),
      onOnline: worker => this.events.switchOn(worker),
    });
    this.round = new TaskRound({
      ...shared,
      reporter: this.taskReporter,
      workers: this.workers,
      whyGone: (worker, at) => this.departures.whyGone(worker, at),
      waiting,
      unacked,
      inspector: readOnly ? undefined : new WorkerInspector(this.control, this.workers, clock),
      results,
      visibilityTimeoutSeconds: broker.visibilityTimeoutSeconds,
    });
    this.rounds = new Rounds({
      clock,
      everyMs: config.inspectSeconds * 1_000,
      run: () => this.lookAround(),
    });
  }

  /** Learns the queues, for reads. Resolves within some seconds, also when the broker is away. */
  async open(): Promise<void> {
    await this.atMost(START_LIMIT_MS, this.directory.start());
  }

  /** Resolves within some seconds, also when the broker is away. */
  async start(): Promise<void> {
    await Promise.all([this.saved.load(), this.operator.start()]);
    await this.open();
    let onRound = () => {};
    const first = new Promise<void>(resolve => {
      onRound = resolve;
    });
    const { config, name } = this.options;
    this.subscription = new RedisSubscription({
      url: config.broker.url,
      name,
      pattern: this.keys.eventPattern,
      limitMs: ANSWER_LIMIT_MS,
      clock: this.clock,
      onMessage: message => this.intake.take(message),
      onUp: () => void this.cameUp().then(onRound),
      onDown: error => this.wentDown(error),
      onProof: () => this.health.proof(),
    });
    this.checkLifeSoon();
    await this.atMost(START_LIMIT_MS, first);
  }

  async stop(): Promise<void> {
    this.cancelLifeCheck();
    this.subscription?.close();
    this.workerReporter.stop();
    this.taskReporter.stop();
    this.events.stop();
    this.directory.stop();
    await this.rounds.stop();
    if (this.subscription) await this.keep();
    await this.control.stop();
    this.connection.close();
    this.commands.close();
    this.backend?.close();
  }

  /** @throws ServiceUnavailableError when the broker does not answer */
  readonly collect: Record<string, () => Promise<Collected>> = {
    queues: async () => ({ rows: await this.queues.collect(this.directory.names()) }),
    workers: async () => {
      this.health.assertUp();
      const rows = this.workers.all.map(worker => workerRow(this.sourceId, worker));
      return { rows, provedAt: this.health.provedAt };
    },
    jobs: async () => {
      this.health.assertUp();
      return { rows: recentRows(this.sourceId, this.tasks), provedAt: this.health.provedAt };
    },
    services: async () => ({ rows: await this.services.read() }),
  };

  async getJob(id: string): Promise<JobDetail | undefined> {
    const uuid = nameOfRowId(this.sourceId, id);
    return uuid === undefined ? undefined : this.details.read(uuid);
  }

  listJobs(query: JobQuery): Promise<JobPage> {
    return this.pages.read(query);
  }

  async getWorker(id: string) {
    const name = nameOfRowId(this.sourceId, id);
    return name === undefined ? undefined : this.workerDetails.read(name);
  }

  private async cameUp() {
    this.workers.excuse();
    this.health.up();
    await this.events.callIn();
    await this.rounds.now();
  }

  private wentDown(error: Error) {
    this.logger.warn(error.message);
    this.health.down(error);
  }

  private left(departure: Departure) {
    this.departures.note(departure);
    if (!departure.isReplaced) this.workerReporter.left(departure);
    this.rounds.soon();
  }

  private async lookAround() {
    if (!this.health.isUp) return;
    try {
      await this.events.switchAllOn();
      const findings = await this.round.run(this.directory.names());
      this.queues.note(findings);
      this.services.note(findings);
      for (const worker of this.workers.all) this.workerReporter.note(worker);
      if (!this.options.config.readOnly) await this.workerDetails.refresh(this.workers.all);
      await this.keep();
    } catch (error) {
      this.logger.warn(`What workers and queues hold was not read: ${(error as Error).message}`);
    }
  }

  private async keep() {
    await this.saved.save().catch(error => {
      this.logger.warn(`Tasks under way were not saved: ${(error as Error).message}`);
    });
  }

  private checkLifeSoon() {
    this.cancelLifeCheck = this.clock.after(LIFE_CHECK_MS, () => {
      if (this.health.isUp) this.workers.checkLife();
      this.checkLifeSoon();
    });
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
