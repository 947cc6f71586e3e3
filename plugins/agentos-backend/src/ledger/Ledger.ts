import { randomUUID } from 'node:crypto';
import {
  type EventPriority,
  type ExactJson,
  formatRev,
  type JobRow,
  type Rev,
  type Row,
  type SectionDefinition,
  type SectionName,
  type SectionRow,
} from '@agentos-portal/plugin-agentos-common';
import type { Clock, Observation, ObservedRow, SourceEvent } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { FactBook } from '../analytics';
import { type DeriveContext, enrichJob } from '../derive';
import type { EventDispatcher, PreparedEvent, RequestedAction } from '../events';
import type { Redactor } from '../redaction';
import type { Settings } from '../settings';
import {
  type Commit,
  type CommitDraft,
  type Lease,
  MAX_COMMIT_ROWS,
  type ReceivedLetter,
  type StateSnapshot,
  type StateStore,
} from '../state';
import { EventBuffer } from './EventBuffer';
import { factOf } from './facts';
import { Observed, type Origin } from './Observed';
import { Pace, urgencyOf } from './Pace';
import { Proofs } from './Proofs';
import { changeOf, Publication, type PublishedChange } from './Publication';
import type { RawRow } from './RowTable';
import { TRANSITIONS } from './transitions';

/** The store is away: the commit is tried again after this long. */
const RETRY_MS = 1000;

/** Refusals that no repetition changes: somebody else leads. */
const FENCED = new Set(['ConflictError', 'InputError']);

/** Leaves room in a commit for derived rows. */
const OBSERVED_ROWS_PER_COMMIT = MAX_COMMIT_ROWS - 300;

/** @internal */
export interface LedgerOptions {
  store: StateStore;
  lease: Lease;
  /** Grows with every leader: the high part of every rev. */
  term: number;
  /** What the store holds at the beginning. */
  start: StateSnapshot;
  definitions: ReadonlyMap<string, SectionDefinition>;
  settings: Settings;
  clock: Clock;
  facts: FactBook;
  dispatcher: EventDispatcher;
  /** Of rows and of the errors of sources; events come redacted from the dispatcher. */
  redact: Redactor;
  logger: LoggerService;
  samples: ReadonlySet<string>;
  processFigures: () => DeriveContext['process'];
  /** Each change of a job: the index keeps all of them, the section only some. */
  onJob: (row: JobRow) => void;
  onJobGone: (id: string) => void;
  /** A source told of a change of a job of which nothing else is known. */
  onJobMissed?: (origin: Origin) => void;
  /** Arguments of a job, as its source has them: they are in no row. */
  onJobArguments: (id: string, args: ExactJson) => void;
  /** A commit was refused: somebody else holds the lease. */
  onFenced: (error: unknown) => void;
  /** Actions that committed events ask for. */
  onActions: (actions: RequestedAction[]) => void;
  /** Sections an event touches without bringing their rows. */
  onTouched: (sections: string[], source: string) => void;
}

/**
 * The one writer of the state: numbers what sources report, coalesces it and commits it in order.
 * @internal
 */
export class Ledger {
  private sequence = 0;
  private version: number;
  private everything = true;
  private again = false;
  private isDraining = false;
  private drained: Promise<void> = Promise.resolve();
  private stopped = false;
  private invalid = 0;
  /** Position of the last letter taken in, and of the last one committed. */
  private inbox: string | undefined;
  private committedInbox: string | undefined;
  private readonly received = new Map<string, { name: string; at: number }>();
  private readonly observed: Observed;
  private readonly publication: Publication;
  private readonly proofs: Proofs;
  private readonly events: EventBuffer;
  private readonly pace: Pace;

  constructor(private readonly options: LedgerOptions) {
    const { clock, definitions, settings } = options;
    const { start } = options;
    this.version = start.version;
    this.inbox = this.committedInbox = start.inbox;
    this.proofs = new Proofs(clock);
    this.events = new EventBuffer(() => clock.monotonic());
    this.observed = new Observed({
      definitions,
      clock,
      redact: options.redact,
      retentionWorkersMs: settings.retention.workers * 1000,
      onJob: (id, raw) => this.tellJob(id, raw),
      onJobMissed: options.onJobMissed,
      onJobArguments: options.onJobArguments,
    });
    this.pace = new Pace(clock, () => this.run());
    this.publication = new Publication({
      definitions,
      observed: this.observed,
      clock,
      takeRev: () => this.takeRev(),
      context: rows => this.context(rows),
    });
    for (const [section, { rows, proofs }] of Object.entries(start.sections)) {
      this.publication.load(section, rows);
      this.observed.load(section, rows);
      for (const [source, proof] of Object.entries(proofs)) this.proofs.load(section, source, proof);
    }
  }

  /** The next number of the order. A collect takes one before its first read. */
  takeRev(): Rev {
    this.sequence += 1;
    return formatRev(this.options.term, this.sequence);
  }

  /** Rows and events of a source's fast path. What does not fit is left out, counted and logged; the rest goes on. */
  report(origin: Origin, report: { observations?: Observation[]; events?: SourceEvent[] }) {
    if (this.stopped) return;
    const rev = this.takeRev();
    const brought = new Set<string>();
    const touched = new Set<string>();
    const priorities = new Set<EventPriority>();
    for (const observation of report.observations ?? []) {
      this.guard(origin, () => {
        this.observed.observe(observation, origin, rev);
        brought.add(observation.section);
      });
    }
    for (const event of report.events ?? []) {
      this.guard(origin, () => {
        const prepared = this.accept({ ...event, ...origin });
        if (!prepared) return;
        priorities.add(prepared.definition.priority);
        for (const section of prepared.definition.sections) if (!brought.has(section)) touched.add(section);
      });
    }
    if (touched.size > 0) this.options.onTouched(Array.from(touched), origin.source);
    if (this.observed.hasDirty || !this.events.isEmpty) this.pace.request(urgencyOf(priorities));
  }

  /** Checks rows of a collect, in slices so that a large fleet does not hold up the relay. @throws InputError */
  async parse(section: string, rows: ObservedRow[]): Promise<ObservedRow[]> {
    const parsed: ObservedRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (index > 0 && index % 500 === 0) await new Promise(resolve => setImmediate(resolve));
      parsed.push(this.observed.parse(section, row));
    }
    return parsed;
  }

  /** Jobs as the section would carry them, without taking them into it. @throws InputError */
  async completeJobs(origin: Origin, rows: ObservedRow[], rev: Rev): Promise<JobRow[]> {
    return (await this.parse('jobs', rows)).map(row => this.jobOf(origin, row, rev));
  }

  /** A complete read of one section; `rev` was taken before it began. */
  collected(section: string, origin: Origin, rev: Rev, rows: ObservedRow[], provedAt?: number) {
    this.observed.collected(section, rows, origin, rev);
    this.proofs.proved(section, origin.source, provedAt);
  }

  /** The feed of a source lives. */
  alive(sections: string[], source: string) {
    for (const section of sections) this.proofs.alive(section, source);
  }

  /** A collect failed, or a source lost its system: told at once. */
  failed(sections: string[], source: string, error: string) {
    const changed = sections
      .map(section => this.proofs.failed(section, source, this.options.redact(error)))
      .some(Boolean);
    if (changed && !this.stopped) {
      this.everything = true;
      this.pace.request('rows');
    }
  }

  /** An event of the engine itself. */
  tell(event: SourceEvent & { source: string }) {
    this.guard(event, () => {
      const prepared = this.accept(event);
      if (prepared) this.pace.request(urgencyOf(new Set([prepared.definition.priority])));
    });
  }

  /** Letters of the inbox: events of services, and others that only count as taken. In the commit with them is their position. */
  receive(letters: ReceivedLetter[]) {
    if (this.stopped) return;
    const priorities = new Set<EventPriority>();
    const take = (event: SourceEvent & { source: string; instance?: string }) => {
      const prepared = this.accept(event);
      if (!prepared) return;
      this.options.onTouched(prepared.definition.sections, event.source);
      priorities.add(prepared.definition.priority);
    };
    for (const { position, letter } of letters) {
      this.inbox = position;
      if (letter.type === 'event') this.guard(letter, () => take(letter));
    }
    this.pace.request(urgencyOf(priorities));
  }

  /** The commit that ends a round of the warmer: every proof, every derived section. */
  async warm() {
    this.options.facts.rollups.prune();
    this.observed.prune(this.takeRev());
    this.observed.markAll(['queues', 'workers', 'jobs']);
    this.everything = true;
    await this.run();
  }

  /** Commits what is pending; ends when everything is committed. */
  async run(): Promise<void> {
    if (this.isDraining) {
      this.again = true;
    } else {
      this.isDraining = true;
      this.drained = this.drain();
    }
    return this.drained;
  }

  /**
   * Commits what was reported until now.
   * @throws ConflictError when this ledger no longer commits
   */
  async committed() {
    await this.run();
    if (this.stopped) throw new ConflictError('Not committed: this replica does not lead any more');
  }

  async stop() {
    this.stopped = true;
    this.pace.stop();
    await this.drained;
  }

  /** The events of a commit are on the sockets of this replica. */
  delivered(commit: Commit) {
    const now = this.options.clock.monotonic();
    for (const { id } of commit.events) {
      const received = this.received.get(id);
      if (!received) continue;
      this.received.delete(id);
      this.options.dispatcher.delivered(received.name, now - received.at);
    }
  }

  get figures() {
    return { version: this.version, invalid: this.invalid };
  }

  private async drain() {
    try {
      while (!this.stopped) {
        this.again = false;
        const { draft, prepared, dueInMs, more } = this.draft();
        if (dueInMs !== undefined) this.pace.requestIn(Math.max(1, dueInMs));
        if (!draft) {
          // Of the rows that were looked at none is published; those of the next may be.
          if (more) continue;
          return;
        }
        const last = { epoch: this.options.start.epoch, version: this.version };
        const commit = await this.commit(last, draft);
        this.version = commit.version;
        this.committedInbox = draft.inbox ?? this.committedInbox;
        this.options.onActions(this.options.dispatcher.actionsOf(prepared, commit.version));
        if (!more && !this.again) return;
      }
    } catch (error) {
      if (!this.stopped) {
        this.stopped = true;
        this.options.onFenced(error);
      }
    } finally {
      // In the same step as the last look for work: what comes after it starts anew.
      this.isDraining = false;
    }
  }

  /** While the store is away the same commit is tried again: it may have been applied and only its answer be lost. */
  private async commit(last: { epoch: string; version: number }, draft: CommitDraft): Promise<Commit> {
    const { store, lease, clock, logger } = this.options;
    for (let tries = 0; ; tries += 1) {
      try {
        return await store.commit(lease, last, draft);
      } catch (error) {
        if (this.stopped || FENCED.has((error as Error).name)) throw error;
        if (tries === 0) logger.warn(`Commit after version ${last.version} waits for the store: ${error}`);
        await new Promise<void>(resolve => clock.after(RETRY_MS, resolve));
      }
    }
  }

  private draft(): { draft?: CommitDraft; prepared: PreparedEvent[]; dueInMs?: number; more: boolean } {
    this.observed.bound();
    const { sections, changes, dueInMs, more } = this.publication.next(
      OBSERVED_ROWS_PER_COMMIT,
      this.everything,
    );
    this.tellTransitions(changes);
    // Proofs say that the rows are complete: they come with the last of them.
    if (this.everything && !more) {
      this.everything = false;
      for (const [section, proofs] of this.proofs.take()) changeOf(sections, section).proofs = proofs;
      for (const [name, { derivedFrom }] of this.options.definitions)
        if (derivedFrom) changeOf(sections, name);
    }
    const { events, dropped } = this.events.take();
    const inbox = this.inbox === this.committedInbox ? undefined : this.inbox;
    if (Object.keys(sections).length === 0 && events.length === 0 && inbox === undefined) {
      return { prepared: [], dueInMs, more };
    }
    return {
      prepared: events,
      dueInMs,
      more,
      draft: {
        id: randomUUID(),
        at: new Date(this.options.clock.now()).toISOString(),
        sections,
        events: events.flatMap(({ message }) => (message && message.rooms.length > 0 ? [message] : [])),
        dropped,
        ...(inbox === undefined ? {} : { inbox }),
      },
    };
  }

  private tellTransitions(changes: PublishedChange[]) {
    for (const { section, before, after } of changes) {
      for (const transition of TRANSITIONS) {
        if (transition.section !== section) continue;
        const from = before?.[transition.field];
        const to = after[transition.field];
        if (from === to || !transition.when(from, to)) continue;
        // At the first collect of a source every worker is new, and none of them came online just now.
        if (before === undefined && !this.proofs.wasCommitted(section, after.source)) continue;
        this.accept({
          name: transition.event,
          // Not the row's number: all rows of a collect share theirs.
          id: `engine:${this.takeRev()}:${transition.event}`,
          payload: transition.payload(after, from),
          source: after.source,
          instance: after.instance,
        });
      }
    }
  }

  private tellJob(id: string, raw: RawRow | undefined) {
    if (raw) this.options.onJob(this.jobOf(raw, raw.row, raw.rev));
    else this.options.onJobGone(id);
  }

  private jobOf({ source, instance }: Origin, row: ObservedRow, rev: Rev): JobRow {
    const { clock, settings } = this.options;
    const plain = { ...row, source, instance } as unknown as JobRow;
    return { ...enrichJob(plain, { instances: settings.instances, now: clock.now() }), rev };
  }

  private accept(event: SourceEvent & { source: string; instance?: string }) {
    if (!this.events.isNew(event.source, event.id)) return undefined;
    const prepared = this.options.dispatcher.prepare(event);
    if (!prepared) return undefined;
    this.events.add(prepared);
    if (prepared.message?.rooms.length)
      this.received.set(event.id, { name: event.name, at: this.options.clock.monotonic() });
    const fact = factOf(prepared.event, this.options.settings);
    if (fact && this.options.facts.take(event, fact)) this.publication.factsChanged();
    return prepared;
  }

  private guard(origin: { source: string }, action: () => void) {
    try {
      action();
    } catch (error) {
      this.invalid += 1;
      // One line for the first, then every thousandth: garbage comes in floods.
      if (this.invalid % 1000 === 1) {
        this.options.logger.warn(
          `Source ${origin.source} reported what does not fit (${this.invalid} so far): ${error}`,
        );
      }
    }
  }

  private context(rows: (section: string) => ReadonlyMap<string, Row>): DeriveContext {
    const { clock, settings, facts, samples, processFigures } = this.options;
    return {
      now: clock.now(),
      instances: settings.instances,
      thresholds: settings.scoring,
      rollups: facts.rollups,
      daily: facts.daily,
      rows: <S extends SectionName>(section: S) =>
        rows(section) as unknown as ReadonlyMap<string, SectionRow<S>>,
      failures: this.proofs.failures(),
      samples,
      heartbeatAgeMs: worker => this.observed.heartbeatAgeMs(worker),
      process: processFigures(),
    };
  }
}
