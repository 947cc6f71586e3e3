import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Clock, SourceEvent, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { ActionRunner } from '../actions';
import { FactKeeper } from '../analytics';
import type { DatabaseHealth } from '../database';
import type { EventDispatcher } from '../events';
import {
  JobBackfill,
  type JobCatchUp,
  JobCountMender,
  type JobIndex,
  JobIndexWriter,
  JobReread,
  type JobRetention,
} from '../jobs';
import { Ledger } from '../ledger';
import type { Redactor } from '../redaction';
import type { Settings } from '../settings';
import { ENGINE, EngineSource, type RegisteredSource, type SourceRegistry } from '../sources';
import type { Commit, Lease, ReceivedLetter, StateSnapshot, StateStore } from '../state';
import { Aggregator } from '../warmer';
import type { Reign } from './Leadership';
import { ProcessFigures } from './ProcessFigures';

/** A source that waits for its commit longer than this goes on without it. */
const COMMITTED_MS = 3000;

/** @throws ServiceUnavailableError when the time is over */
function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () =>
      reject(new ServiceUnavailableError(`The store did not answer within ${ms} ms`)),
    );
    work.then(resolve, reject).finally(cancel);
  });
}

/**
 * Work that only the leader does, besides keeping the state.
 * @internal
 */
export interface LeaderDuty {
  start(): void;
  stop(): Promise<void>;
  /** There may be something to do. */
  wake(): void;
  /** What another replica asks for. */
  take(letter: ReceivedLetter['letter']): void;
}

/** @internal */
export interface TermOptions {
  settings: Settings;
  definitions: ReadonlyMap<string, SectionDefinition>;
  knex: Knex;
  logger: LoggerService;
  clock: Clock;
  store: StateStore;
  registry: SourceRegistry;
  dispatcher: EventDispatcher;
  actionRunner: ActionRunner;
  jobs: JobIndex;
  jobRetention: JobRetention;
  database: Pick<DatabaseHealth, 'note'>;
  jobCatchUp: JobCatchUp;
  redact: Redactor;
  duties: readonly LeaderDuty[];
  onFenced: (lease: Lease, error: Error) => void;
  /** When nothing of the term runs any more. */
  onEnd: () => Promise<void>;
  /** After each round of the warmer. */
  afterWarm: () => Promise<void>;
}

/**
 * The time for which this replica leads: sources → ledger → store.
 * @internal
 */
export class Term implements Reign {
  private endInbox: () => void = () => {};

  private readonly ledger: Ledger;
  private readonly aggregator: Aggregator;
  private readonly jobs: JobIndexWriter;
  private readonly backfills: JobBackfill[];
  private readonly rereads: ReadonlyMap<string, JobReread>;
  private readonly mender: JobCountMender;

  /** @throws InputError of a source whose configuration can never work */
  static async begin(
    options: TermOptions,
    begin: { lease: Lease; term: number; start: StateSnapshot },
  ): Promise<Term> {
    const { settings, clock, knex } = options;
    const facts = await FactKeeper.begin({
      ...{ knex, clock, logger: options.logger, term: begin.term },
      retention: settings.retention.analytics,
      timeZones: new Map(settings.instances.map(instance => [instance.id, instance.timeZone])),
    });
    const begun = new Term(options, begin, facts);
    try {
      await begun.start(begin.start.inbox);
    } catch (error) {
      await begun.stop();
      throw error;
    }
    return begun;
  }

  private constructor(
    private readonly options: TermOptions,
    begin: { lease: Lease; term: number; start: StateSnapshot },
    private readonly facts: FactKeeper,
  ) {
    const { settings, clock, knex, registry } = options;
    const figures = new ProcessFigures(clock);
    this.jobs = new JobIndexWriter({
      index: options.jobs,
      clock,
      logger: options.logger,
      onTrouble: error => options.database.note(error),
    });
    this.ledger = new Ledger({
      ...begin,
      store: options.store,
      definitions: options.definitions,
      settings,
      clock,
      facts: facts.book,
      dispatcher: options.dispatcher,
      logger: options.logger,
      samples: registry.samples,
      processFigures: () => figures.read(),
      onActions: actions => options.actionRunner.enter(actions),
      redact: options.redact,
      onJob: row => this.jobs.note(row),
      onJobGone: id => this.jobs.noteGone(id),
      onJobMissed: origin => this.rereads.get(origin.source)?.missed(),
      onJobArguments: (id, args) => this.jobs.noteArguments(id, options.jobs.readArguments(args)),
      onFenced: error => options.onFenced(begin.lease, error as Error),
      onTouched: (sections, source) => this.aggregator.touch(sections, source),
    });
    this.mender = new JobCountMender({
      counters: options.jobs.counters,
      clock,
      logger: options.logger,
    });
    this.rereads = new Map(
      registry.entries
        .filter(({ source }) => source.listJobs)
        .map(entry => [
          entry.source.id,
          new JobReread({
            source: entry.source.id,
            read: async signal => {
              await this.jobs.flush();
              return options.jobCatchUp.read(entry, {}, signal);
            },
            clock,
            logger: options.logger,
          }),
        ]),
    );
    this.backfills = registry.entries.map(
      ({ source, origin }) =>
        new JobBackfill({
          source,
          index: options.jobs,
          clock,
          logger: options.logger,
          most: options.jobRetention.keep,
          takeRev: () => this.ledger.takeRev(),
          complete: async (rows, rev) => this.ledger.completeJobs(origin, rows, rev),
        }),
    );
    this.aggregator = new Aggregator({
      entries: [
        ...registry.entries,
        {
          source: new EngineSource({ settings, knex, now: () => clock.now() }),
          origin: { source: ENGINE, instance: settings.instances[0].id },
        },
      ],
      ledger: this.ledger,
      clock,
      timeoutMs: settings.warmer.collectTimeoutSeconds * 1000,
      logger: options.logger,
      afterWarm: async () => {
        await facts.keep();
        for (const duty of options.duties) duty.wake();
        await options.afterWarm();
      },
    });
  }

  async stop() {
    const { registry, actionRunner, duties } = this.options;
    this.endInbox();
    for (const backfill of this.backfills) backfill.stop();
    for (const reread of this.rereads.values()) reread.stop();
    this.mender.stop();
    this.aggregator.stop();
    await Promise.all(duties.map(duty => duty.stop()));
    await registry.stop();
    await this.ledger.stop();
    await this.jobs.flush().catch(() => {});
    this.jobs.stop();
    await this.facts.stop();
    await actionRunner.stop();
    await this.options.onEnd();
  }

  warm() {
    return this.aggregator.warm();
  }

  /** An event of the engine itself. */
  tell(event: SourceEvent & { source: string }) {
    this.ledger.tell(event);
  }

  /** Notes how long the events of a commit took from receipt to the sockets. */
  delivered(commit: Commit) {
    this.ledger.delivered(commit);
  }

  /** The next number of the order. */
  takeRev() {
    return this.ledger.takeRev();
  }

  /** Resolves when every job reported until now is in the index. @throws when the database refuses */
  writeJobs() {
    return this.jobs.flush();
  }

  get warmFigures() {
    return this.aggregator.figures;
  }

  get jobFigures() {
    return this.jobs.figures;
  }

  get ledgerFigures() {
    return this.ledger.figures;
  }

  private async start(inbox: string | undefined) {
    const { registry, actionRunner, duties, store } = this.options;
    actionRunner.start();
    await registry.start(entry => this.sinkOf(entry));
    this.endInbox = store.receive(inbox, letters => {
      this.ledger.receive(letters);
      for (const { letter } of letters) for (const duty of duties) duty.take(letter);
    });
    for (const duty of duties) duty.start();
    for (const backfill of this.backfills) backfill.run();
    this.mender.run();
  }

  private sinkOf({ origin }: RegisteredSource): SourceSink {
    const { ledger } = this;
    return {
      report: report => ledger.report(origin, report),
      committed: async () => {
        await within(
          this.options.clock,
          COMMITTED_MS,
          Promise.all([ledger.committed(), this.jobs.flush(), this.facts.book.flush()]),
        );
      },
      alive: sections => ledger.alive(sections, origin.source),
      missedJobs: () => this.rereads.get(origin.source)?.missed(),
      failed: (sections, error) => ledger.failed(sections, origin.source, error.message),
    };
  }
}
