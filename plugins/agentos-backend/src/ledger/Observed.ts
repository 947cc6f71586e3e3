import type { ExactJson, Rev, Row, SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Clock, Observation, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { InputError } from '@backstage/errors';
import type { Redactor } from '../redaction';
import { describeIssues } from '../settings';
import { overflow } from './bounds';
import { type RawRow, RowTable } from './RowTable';

/** Who a row comes from. @internal */
export interface Origin {
  source: string;
  instance: string;
}

/**
 * What the sources gave, section by section: validated, numbered, bounded. Says which rows are to be published.
 * @internal
 */
export class Observed {
  private readonly tables = new Map<string, RowTable>();
  private readonly dirty = new Map<string, Set<string>>();
  private readonly heartbeats = new Map<string, { value: unknown; at: number }>();

  constructor(
    private readonly options: {
      definitions: ReadonlyMap<string, SectionDefinition>;
      clock: Clock;
      redact: Redactor;
      retentionWorkersMs: number;
      /** Each change of a job, before anything is coalesced; undefined row = its source no longer has it. */
      onJob: (id: string, raw: RawRow | undefined) => void;
      /** A change of a job that is not known; only the source knows the rest of it. */
      onJobMissed?: (origin: Origin) => void;
      onJobArguments: (id: string, args: ExactJson) => void;
    },
  ) {
    for (const [name, definition] of options.definitions) {
      if (!definition.derivedFrom) this.tables.set(name, new RowTable(() => options.clock.monotonic()));
    }
  }

  /** Takes over what the leader before published: known until its source is collected. */
  load(section: string, rows: readonly Row[]) {
    const table = this.table(section);
    for (const { source, instance, rev, ...fields } of rows) {
      const goneSince = fields.tier === 'offline' ? this.options.clock.monotonic() : undefined;
      table?.put({ row: fields, source, instance, rev, ...(goneSince === undefined ? {} : { goneSince }) });
    }
  }

  /**
   * Checks a row against its section.
   * @throws InputError that names section, row and field
   */
  parse(section: string, row: ObservedRow): ObservedRow {
    const definition = this.options.definitions.get(section);
    if (!definition || definition.derivedFrom) {
      throw new InputError(
        `Section '${section}' ${definition ? 'is derived, no source writes it' : 'does not exist'}`,
      );
    }
    const parsed = definition.fields.safeParse(row);
    if (!parsed.success) {
      const id = typeof row?.id === 'string' ? row.id.slice(0, 64) : '?';
      throw new InputError(
        `${section}: row ${id}: ${describeIssues(parsed.error, path => path.map(String).join('.'))}`,
      );
    }
    // What is hidden is not kept either, anywhere.
    return this.options.redact.row(parsed.data as ObservedRow);
  }

  /** @throws InputError when the row does not fit */
  observe(observation: Observation, origin: Origin, rev: Rev) {
    const { section } = observation;
    if ('remove' in observation) {
      if (this.table(section)?.remove(observation.remove, rev)) this.mark(section, observation.remove);
      if (section === 'jobs') this.options.onJob(observation.remove, undefined);
      return;
    }
    if ('upsert' in observation) {
      this.put(section, this.parse(section, observation.upsert), origin, rev);
      if (section === 'jobs' && observation.args !== undefined)
        this.options.onJobArguments(observation.upsert.id, observation.args);
      return;
    }
    const known = this.table(section)?.rows.get(observation.patch.id);
    if (known) this.put(section, this.parse(section, { ...known.row, ...observation.patch }), origin, rev);
    else if (section === 'jobs') this.options.onJobMissed?.(origin);
  }

  /**
   * Takes a complete read: rows older than what is known are left alone, rows it misses have left the source.
   * @param rows - already parsed
   */
  collected(section: string, rows: ObservedRow[], origin: Origin, rev: Rev) {
    const table = this.table(section);
    if (!table) return;
    const present = new Set<string>();
    for (const row of rows) {
      present.add(row.id);
      this.put(section, row, origin, rev);
    }
    for (const raw of table.rows.values()) {
      if (raw.source === origin.source && raw.rev < rev && !present.has(raw.row.id))
        this.missing(section, raw, rev);
    }
  }

  rows(section: string): ReadonlyMap<string, RawRow> {
    return this.table(section)?.rows ?? new Map();
  }

  /** Age of the heartbeat by when it reached us: the clocks of workers are not trusted. */
  heartbeatAgeMs(worker: string): number | undefined {
    const seen = this.heartbeats.get(worker);
    return seen && seen.value !== null ? this.options.clock.monotonic() - seen.at : undefined;
  }

  mark(section: string, id: string) {
    let ids = this.dirty.get(section);
    if (!ids) {
      ids = new Set();
      this.dirty.set(section, ids);
    }
    ids.add(id);
  }

  /** Marks every row of the sections, so that fields the engine computes are looked at again. */
  markAll(sections: string[]) {
    for (const section of sections) for (const id of this.rows(section).keys()) this.mark(section, id);
  }

  get hasDirty() {
    return this.dirty.size > 0;
  }

  /** Takes at most `limit` marked rows. */
  takeDirty(limit: number): Array<{ section: string; id: string }> {
    const taken: Array<{ section: string; id: string }> = [];
    for (const [section, ids] of this.dirty) {
      for (const id of ids) {
        if (taken.length >= limit) return taken;
        ids.delete(id);
        taken.push({ section, id });
      }
      this.dirty.delete(section);
    }
    return taken;
  }

  /** Lets go what bounded sections no longer hold. */
  bound() {
    for (const [section, table] of this.tables) {
      const definition = this.options.definitions.get(section)!;
      if (definition.keepLast === undefined || table.rows.size <= definition.keepLast) continue;
      for (const id of overflow(table.rows.values(), definition)) {
        table.evict(id);
        this.mark(section, id);
      }
    }
  }

  /** Forgets tombstones, and workers that have been gone for longer than their retention. */
  prune(rev: Rev) {
    const now = this.options.clock.monotonic();
    for (const [section, table] of this.tables) {
      table.prune();
      for (const raw of Array.from(table.rows.values())) {
        if (raw.goneSince !== undefined && now - raw.goneSince > this.options.retentionWorkersMs) {
          table.remove(raw.row.id, rev);
          this.heartbeats.delete(raw.row.id);
          this.mark(section, raw.row.id);
        }
      }
    }
  }

  private put(section: string, row: ObservedRow, origin: Origin, rev: Rev) {
    if (section === 'workers') this.noteHeartbeat(row);
    const raw = { row, ...origin, rev };
    if (!this.table(section)?.put(raw)) return;
    this.mark(section, row.id);
    if (section === 'jobs') this.options.onJob(row.id, raw);
  }

  private missing(section: string, raw: RawRow, rev: Rev) {
    const table = this.table(section)!;
    if (this.options.definitions.get(section)!.missing !== 'offline') {
      if (table.remove(raw.row.id, rev)) this.mark(section, raw.row.id);
      return;
    }
    if (raw.goneSince !== undefined) return;
    const since = new Date(this.options.clock.now()).toISOString();
    // A source that saw it go has told why.
    const row =
      raw.row.tier === 'offline'
        ? raw.row
        : { ...raw.row, tier: 'offline', reasons: [`not seen by its source since ${since}`], active: 0 };
    table.rows.set(raw.row.id, { ...raw, rev, goneSince: this.options.clock.monotonic(), row });
    this.mark(section, raw.row.id);
  }

  private noteHeartbeat(row: ObservedRow) {
    const seen = this.heartbeats.get(row.id);
    if (seen?.value !== row.lastHeartbeatAt) {
      this.heartbeats.set(row.id, { value: row.lastHeartbeatAt ?? null, at: this.options.clock.monotonic() });
    }
  }

  private table(section: string) {
    return this.tables.get(section);
  }
}
