import { randomUUID } from 'node:crypto';
import type { JobRow, SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Clock, EventAction, EventDefinition, SourceFactory } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ActionRunner, ActionRuns } from '../actions';
import { AnalyticsReader, RollupTable } from '../analytics';
import { DatabaseHealth } from '../database';
import { enrichJob } from '../derive';
import { buildEventTable, EventDispatcher } from '../events';
import { FailureReader } from '../failures';
import { JobCatchUp, JobIndex, type JobRetention } from '../jobs';
import type { Operation } from '../operations';
import { createRedactor, type Redactor } from '../redaction';
import type { Settings } from '../settings';
import { DatabaseSourceStore, ENGINE, IngestLog, SourceRegistry } from '../sources';
import {
  type Commit,
  createStateStore,
  holdsMore,
  lastTerm,
  type Lease,
  ReplicaRegistry,
  ReplicaView,
  revAfter,
  selectState,
  SnapshotEncoder,
  type StateStore,
  ViewFollower,
} from '../state';
import { buildV4Document, V4_KEY } from '../warmer';
import { Leadership } from './Leadership';
import { type LeaderDuty, Term } from './Term';

const PRUNE_EVERY_MS = 3_600_000;
const PRUNE_JOBS_EVERY_MS = 300_000;
/** Ended jobs that are kept when `agentos.retention.jobs` does not say: in PostgreSQL, and in a database within the process. */
const KEPT_JOBS = 1_000_000;
const KEPT_JOBS_EMBEDDED = 50_000;
/** Nobody competes for a store within the process. */
const ALONE_LEASE_MS = 60_000;
/** What the leader was told is in the index after this long. */
const WRITTEN_MS = 1000;

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
}

/**
 * The engine of one replica: it follows the log of the state store, and writes it while it leads.
 * @internal
 */
export class Engine {
  private readonly leadership: Leadership<Term>;
  private readonly follower: ViewFollower;
  private readonly duties: LeaderDuty[] = [];
  private cancelSign: () => void = () => {};
  private stopped = false;
  private jobsPrunedAt = Number.NEGATIVE_INFINITY;
  private prunedAt = Number.NEGATIVE_INFINITY;

  /**
   * Checks everything that the configuration decides.
   * @throws InputError that names the field
   */
  static async create(options: EngineOptions): Promise<Engine> {
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
      await createStateStore(settings, { clock, logger }),
      view,
      actionRunner,
      actionRuns,
    );
  }

  readonly encoder: SnapshotEncoder;
  readonly replicas: ReplicaRegistry;
  readonly ingestLog: IngestLog;
  readonly jobs: JobIndex;
  readonly analytics: AnalyticsReader;
  readonly failures: FailureReader;
  readonly jobCatchUp: JobCatchUp;
  readonly database: DatabaseHealth;

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
    const { clock, knex, logger, settings } = options;
    this.database = new DatabaseHealth(clock);
    this.encoder = new SnapshotEncoder(view, clock);
    this.replicas = new ReplicaRegistry(knex, () => clock.now());
    this.ingestLog = new IngestLog(knex, () => clock.now());
    const kept = { now: () => clock.now(), retention: settings.retention.analytics };
    this.failures = new FailureReader(knex);
    this.analytics = new AnalyticsReader(new RollupTable(knex, kept), kept);
    this.jobs = new JobIndex(knex, () => clock.now(), { args: settings.search.args, redact });
    this.jobCatchUp = new JobCatchUp({
      index: this.jobs,
      takeRev: () => this.term?.takeRev() ?? revAfter(view),
      complete: ({ origin }, rows, rev) =>
        rows.map(row => {
          const job = options.definitions.get('jobs')!.fields.parse(row) as unknown as JobRow;
          const context = { instances: settings.instances, now: clock.now() };
          return redact.row({ ...enrichJob({ ...job, ...origin }, context), rev });
        }),
    });
    this.follower = new ViewFollower({ view, store, clock, logger });
    this.leadership = new Leadership({
      replica: this.replicas.id,
      store,
      leaseMs: settings.store.type === 'redis' ? settings.store.leaseSeconds * 1000 : ALONE_LEASE_MS,
      clock,
      logger,
      begin: lease => this.lead(lease),
    });
  }

  /** Work to be done while this replica leads; to be named before the start. */
  addDuty(duty: LeaderDuty) {
    this.duties.push(duty);
  }

  /** @throws ConflictError when another replica uses the same memory store's database; InputError from a source */
  async start() {
    if (this.options.settings.store.type === 'memory') await this.replicas.enterAlone();
    else await this.replicas.enter();
    this.sign();
    await this.leadership.start();
    await this.checkLeader();
    if (!this.term) await this.registry.open();
    await this.follower.start();
  }

  async stop() {
    this.stopped = true;
    this.cancelSign();
    await this.leadership.stop();
    await this.registry.stop();
    await this.follower.stop();
    await this.store.close();
    await this.replicas.leave();
  }

  /** One round of `warm_admin_cache`; nothing on a replica that follows. */
  async warm() {
    await this.term?.warm();
  }

  get warmFigures() {
    return this.term?.warmFigures;
  }

  /** Who leads. */
  get leader() {
    const { mayAct, leader } = this.leadership;
    return { isLeading: this.term !== undefined, mayAct, id: leader };
  }

  /** True when rows may be old only because no round of the warmer ran. */
  get needsWarming() {
    return this.view.sinceWarmedMs > this.options.settings.warmer.ttlSeconds * 1000;
  }

  /**
   * An event of a service: it is safe with the leader when this resolves.
   * @returns false for an event the table does not know
   * @throws InputError when the payload does not fit; ServiceUnavailableError when the store cannot take it
   */
  async ingest({
    name,
    id,
    payload,
    caller,
  }: {
    name: string;
    id: string;
    payload: Record<string, unknown>;
    caller: string;
  }): Promise<boolean> {
    if (!this.dispatcher.knows(name)) return false;
    this.dispatcher.check(name, payload);
    await this.store.send({
      type: 'event',
      name,
      id,
      payload: this.redact.row(payload),
      source: caller,
      instance: this.instanceOf(payload),
    });
    return true;
  }

  /** Wakes the leader for an operation. The database has it already: a lost word only costs time. */
  wakeLeader(id: string, abort = false) {
    this.store
      .send({ type: 'operation', id, abort })
      .catch(error =>
        this.options.logger.warn(`Operation ${id} waits for the leader's next round: ${error}`),
      );
  }

  /** Tells sockets how far an operation is; its actor in their own room too. */
  tellProgress({ id, kind, state, counts, actor }: Operation) {
    this.term?.tell({
      name: 'operation:progress',
      id: `${id}:${state}:${counts.pending}:${randomUUID()}`,
      payload: { operationId: id, kind, state, counts: { ...counts }, userId: actor },
      source: ENGINE,
    });
  }

  /** Notes how long the events of a commit took from receipt to the sockets. */
  delivered(commit: Commit) {
    this.term?.delivered(commit);
  }

  /** Resolves when every job reported until now is in the index. @throws when the database refuses */
  async jobsWritten() {
    if (this.term) await this.term.writeJobs();
    // The leader writes within this time; whether it can is not known here.
    else await new Promise<void>(resolve => this.options.clock.after(WRITTEN_MS, resolve));
  }

  get jobFigures() {
    return this.term && { ...this.term.jobFigures, ...this.jobs.figures };
  }

  get ledgerFigures() {
    return this.term?.ledgerFigures;
  }

  /** Bytes of the v4 document for readers who may see everything; made anew when its time is over or the store is away. */
  async v4(): Promise<Buffer> {
    const kept = await this.store.getDocument(V4_KEY).catch(() => undefined);
    return kept ?? this.makeV4();
  }

  /** Takes over what the store holds, or fills it with what this replica knows. */
  private async lead(lease: Lease): Promise<Term> {
    const { replicas, store, registry, options } = this;
    const selection = { sections: options.definitions, sources: new Set([...registry.ids, ENGINE]) };
    let start = await store.seed(lease, selectState(this.view.known(), selection));
    // The configuration changed: what is no longer in it is left out of a new epoch.
    if (holdsMore(start, selection)) {
      start = await store.seed(lease, selectState(start, selection), { anew: true });
    }
    const term = await replicas.nextTerm(lastTerm(start));
    // A large index takes its time.
    this.jobs.prepare().then(problem => {
      if (problem) options.logger.warn(`Text in jobs is searched slowly: ${problem}`);
    });
    await this.follower.start();
    return Term.begin(
      {
        ...options,
        store,
        registry,
        dispatcher: this.dispatcher,
        actionRunner: this.actionRunner,
        jobs: this.jobs,
        jobRetention: this.jobRetention,
        database: this.database,
        jobCatchUp: this.jobCatchUp,
        redact: this.redact,
        duties: this.duties,
        onEnd: async () => {
          if (!this.stopped) await registry.open();
        },
        onFenced: (fenced, error) => {
          options.logger.warn(`The store refused a commit: ${error.message}`);
          this.leadership.fenced(fenced);
        },
        afterWarm: async () => {
          await this.prune();
          await store.putDocument(V4_KEY, this.makeV4(), Math.ceil(options.settings.warmer.ttlSeconds));
        },
      },
      { lease, term, start },
    );
  }

  private get term(): Term | undefined {
    return this.leadership.current;
  }

  /** @throws ConflictError when the leader writes another database: its operations and audit would not be seen here */
  private async checkLeader() {
    const { leader } = this.leadership;
    if (leader === undefined || (await this.replicas.knows(leader))) return;
    throw new ConflictError(
      `Replica ${leader} leads on the same agentos.store.url but is not in this replica's database: all replicas need one backend.database (PostgreSQL), or each portal a Redis (database) of its own`,
    );
  }

  private get jobRetention(): JobRetention {
    const { knex, settings } = this.options;
    const { jobs, jobDays, failedJobDays } = settings.retention;
    const keep = jobs ?? (knex.client.config.client === 'pg' ? KEPT_JOBS : KEPT_JOBS_EMBEDDED);
    return { keep, days: jobDays, failedDays: failedJobDays };
  }

  /** What the database need not keep: jobs every few minutes, the rest once an hour. */
  private async prune() {
    const now = this.options.clock.monotonic();
    if (now - this.jobsPrunedAt >= PRUNE_JOBS_EVERY_MS) {
      this.jobsPrunedAt = now;
      await this.jobs.prune(this.jobRetention);
    }
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

  private makeV4(): Buffer {
    const { clock, definitions, logger } = this.options;
    const before = clock.monotonic();
    const document = buildV4Document(this.view, {
      sections: new Set(definitions.keys()),
      producer: `agentos-portal/${this.replicas.id}`,
      now: clock.now(),
    });
    const bytes = Buffer.from(JSON.stringify(document));
    logger.debug(`warm_admin_cache: ${bytes.length} bytes in ${Math.round(clock.monotonic() - before)} ms`);
    return bytes;
  }

  private sign() {
    this.cancelSign = this.options.clock.after(5000, () => {
      this.replicas.sign().catch(error => {
        this.database.note(error);
        this.options.logger.warn(`No sign of life could be written: ${error}`);
      });
      this.sign();
    });
  }
}
