import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type {
  Clock,
  EventAction,
  EventDefinition,
  SourceFactory,
  SourceSink,
} from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { ActionRunner, ActionRuns } from '../actions';
import { DailyCounts, Rollups } from '../analytics';
import { buildEventTable, createRedactor, EventDispatcher, type Redactor } from '../events';
import { Ledger } from '../ledger';
import type { Operation } from '../operations';
import type { Settings } from '../settings';
import {
  DatabaseSourceStore,
  ENGINE,
  EngineSource,
  IngestLog,
  type RegisteredSource,
  SourceRegistry,
} from '../sources';
import {
  type Commit,
  MemoryStateStore,
  ReplicaRegistry,
  ReplicaView,
  SnapshotEncoder,
  type StateStore,
} from '../state';
import { Aggregator, buildV4Document, V4_KEY } from '../warmer';
import { ProcessFigures } from './ProcessFigures';

const PRUNE_EVERY_MS = 3_600_000;

/** @internal */
export interface EngineOptions {
  settings: Settings;
  config: Config;
  definitions: ReadonlyMap<string, SectionDefinition>;
  factories: ReadonlyMap<string, SourceFactory>;
  moduleEvents: EventDefinition[];
  actions: ReadonlyMap<string, EventAction>;
  knex: Knex;
  logger: LoggerService;
  clock: Clock;
  /** Called when this replica can no longer write: it must end. */
  onFatal: (error: Error) => void;
}

/**
 * The engine of one replica: sources → ledger → state store → replica view.
 * @internal
 */
export class Engine {
  private aggregator: Aggregator | undefined;
  private ledger: Ledger | undefined;
  private cancelSign: () => void = () => {};
  private prunedAt = Number.NEGATIVE_INFINITY;

  /**
   * Checks everything that the configuration decides.
   * @throws InputError that names the field
   */
  static create(options: EngineOptions): Engine {
    const { settings, knex, clock, definitions, logger } = options;
    const registry = SourceRegistry.create({
      settings,
      config: options.config,
      factories: options.factories,
      definitions,
      logger,
      clock,
      storeOf: source => new DatabaseSourceStore(knex, source),
    });
    const table = buildEventTable({
      modules: options.moduleEvents,
      config: settings.events,
      sections: new Set(definitions.keys()),
    });
    const redact = createRedactor(settings.redact);
    const dispatcher = new EventDispatcher({
      table,
      actions: options.actions,
      users: settings.users,
      redact,
      now: () => clock.now(),
    });
    const actionRuns = new ActionRuns(knex, () => clock.now());
    const actionRunner = new ActionRunner({
      runs: actionRuns,
      actions: options.actions,
      clock,
      logger,
      onRun: (event, ok) => dispatcher.ran(event.name, ok),
    });
    const view = new ReplicaView({
      table: definitions,
      clock,
      ttlMs: settings.warmer.ttlSeconds * 1000,
      window: { commits: settings.retention.changeLogCommits, bytes: settings.retention.changeLogBytes },
    });
    return new Engine(
      options,
      registry,
      dispatcher,
      redact,
      MemoryStateStore.create({ clock }),
      view,
      actionRunner,
      actionRuns,
    );
  }

  readonly encoder: SnapshotEncoder;
  readonly replicas: ReplicaRegistry;
  readonly ingestLog: IngestLog;

  private constructor(
    private readonly options: EngineOptions,
    readonly registry: SourceRegistry,
    readonly dispatcher: EventDispatcher,
    readonly redact: Redactor,
    readonly store: StateStore,
    readonly view: ReplicaView,
    private readonly actionRunner: ActionRunner,
    readonly actionRuns: ActionRuns,
  ) {
    this.encoder = new SnapshotEncoder(view, options.clock);
    this.replicas = new ReplicaRegistry(options.knex, () => options.clock.now());
    this.ingestLog = new IngestLog(options.knex, () => options.clock.now());
  }

  /** @throws ConflictError when another replica uses the same memory store's database; InputError from a source */
  async start() {
    const { settings, clock, definitions, knex, logger } = this.options;
    await this.replicas.enterAlone();
    this.sign();
    const lease = await this.store.acquire(await this.replicas.nextTerm());
    const start = await this.store.seed(lease);
    await this.view.attach(this.store);
    const daily = await DailyCounts.create(
      new DatabaseSourceStore(knex, ENGINE),
      new Map(settings.instances.map(instance => [instance.id, instance.timeZone])),
      () => clock.now(),
    );
    const figures = new ProcessFigures(clock);
    const ledger = new Ledger({
      store: this.store,
      lease,
      start,
      definitions,
      settings,
      clock,
      rollups: new Rollups(() => clock.now()),
      daily,
      dispatcher: this.dispatcher,
      logger,
      samples: this.registry.samples,
      processFigures: () => figures.read(),
      onActions: actions => this.actionRunner.enter(actions),
      onFenced: error => this.options.onFatal(error as Error),
      onTouched: (sections, source) => this.aggregator?.touch(sections, source),
    });
    this.ledger = ledger;
    this.aggregator = new Aggregator({
      entries: [
        ...this.registry.entries,
        {
          source: new EngineSource({ settings, knex, now: () => clock.now() }),
          origin: { source: ENGINE, instance: settings.instances[0].id },
        },
      ],
      ledger,
      clock,
      timeoutMs: settings.warmer.collectTimeoutSeconds * 1000,
      logger,
      afterWarm: async () => {
        await daily.save();
        await this.prune();
        await this.writeV4();
      },
    });
    this.actionRunner.start();
    await this.registry.start(entry => this.sinkOf(entry, ledger));
  }

  async stop() {
    this.cancelSign();
    this.aggregator?.stop();
    await this.registry.stop();
    await this.ledger?.stop();
    await this.actionRunner.stop();
    this.view.detach();
    await this.store.close();
    await this.replicas.leave();
  }

  /** One round of `warm_admin_cache`. */
  async warm() {
    await this.aggregator?.warm();
  }

  get warmFigures() {
    return this.aggregator?.figures;
  }

  /** True when rows may be old only because no round of the warmer ran. */
  get needsWarming() {
    return (
      !this.aggregator || this.aggregator.sinceLastRoundMs > this.options.settings.warmer.ttlSeconds * 1000
    );
  }

  /**
   * An event of a service.
   * @returns false for an event the table does not know
   * @throws InputError when the payload does not fit
   */
  ingest(event: { name: string; id: string; payload: Record<string, unknown>; caller: string }): boolean {
    return (
      this.ledger?.ingest({ ...event, source: event.caller, instance: this.instanceOf(event.payload) }) ??
      false
    );
  }

  /** Tells sockets how far an operation is; its actor in their own room too. */
  tellProgress({ id, kind, state, counts, actor }: Operation) {
    this.ledger?.ingest({
      name: 'operation:progress',
      id: `${id}:${state}:${counts.pending}:${randomUUID()}`,
      payload: { operationId: id, kind, state, counts: { ...counts }, userId: actor },
      source: ENGINE,
    });
  }

  /** Notes how long the events of a commit took from receipt to the sockets. */
  delivered(commit: Commit) {
    this.ledger?.delivered(commit);
  }

  get ledgerFigures() {
    return this.ledger?.figures;
  }

  /** Bytes of the v4 document for readers who may see everything; made anew when its time is over. */
  async v4(): Promise<Buffer> {
    return (await this.store.getDocument(V4_KEY)) ?? this.writeV4();
  }

  /** Once an hour: what the database need not keep. */
  private async prune() {
    const now = this.options.clock.monotonic();
    if (now - this.prunedAt < PRUNE_EVERY_MS) return;
    this.prunedAt = now;
    await this.ingestLog.prune();
    await this.actionRuns.prune();
  }

  private instanceOf(payload: Record<string, unknown>) {
    const { instances } = this.options.settings;
    const named = instances.find(instance => instance.id === payload.instance);
    return (named ?? instances[0]).id;
  }

  private async writeV4(): Promise<Buffer> {
    const { settings, clock, definitions, logger } = this.options;
    const before = clock.monotonic();
    const document = buildV4Document(this.view, {
      sections: new Set(definitions.keys()),
      producer: `agentos-portal/${this.replicas.id}`,
      now: clock.now(),
    });
    const bytes = Buffer.from(JSON.stringify(document));
    await this.store.putDocument(V4_KEY, bytes, settings.warmer.ttlSeconds);
    logger.debug(`warm_admin_cache: ${bytes.length} bytes in ${Math.round(clock.monotonic() - before)} ms`);
    return bytes;
  }

  private sinkOf(entry: RegisteredSource, ledger: Ledger): SourceSink {
    const { origin } = entry;
    return {
      report: report => ledger.report(origin, report),
      alive: sections => ledger.alive(sections, origin.source),
      failed: (sections, error) => ledger.failed(sections, origin.source, error.message),
    };
  }

  private sign() {
    this.cancelSign = this.options.clock.after(5000, () => {
      this.replicas
        .sign()
        .catch(error => this.options.logger.warn(`No sign of life could be written: ${error}`));
      this.sign();
    });
  }
}
