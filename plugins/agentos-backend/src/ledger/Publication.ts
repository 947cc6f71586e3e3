import { isDeepStrictEqual } from 'node:util';
import type { Rev, Row, SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { type DeriveContext, DERIVED, ENRICH, type UnstampedRow } from '../derive';
import type { SectionChange } from '../state';
import type { Observed } from './Observed';

/** A volatile change alone waits this long since the row was published last. */
const HOLD_MS = 1000;

/** A published row that changed. @internal */
export interface PublishedChange {
  section: string;
  before: Row | undefined;
  after: Row;
}

/**
 * What is published: observed rows with the engine's fields, and the derived sections. Works out what a commit changes.
 * @internal
 */
export class Publication {
  private readonly published = new Map<string, Map<string, Row>>();
  private readonly publishedAt = new Map<string, number>();
  private readonly derivedAt = new Map<string, number>();
  private readonly overdue = new Set<string>();

  constructor(
    private readonly options: {
      definitions: ReadonlyMap<string, SectionDefinition>;
      observed: Observed;
      clock: Clock;
      takeRev: () => Rev;
      context: (rows: (section: string) => ReadonlyMap<string, Row>) => DeriveContext;
    },
  ) {
    for (const name of options.definitions.keys()) this.published.set(name, new Map());
  }

  /** Takes over what the leader before published, so that only what differs is published again. */
  load(section: string, rows: readonly Row[]) {
    const published = this.published.get(section);
    for (const row of rows) published?.set(row.id, row);
  }

  rows(section: string): ReadonlyMap<string, Row> {
    return this.published.get(section) ?? new Map();
  }

  /**
   * Takes up to `limit` changed rows and all derived rows that are due.
   * @param everything - derive every section now, whatever its pace
   * @returns changes by section, the rows that changed, when held rows are due (ms from now), and whether changed rows are left
   */
  next(limit: number, everything: boolean) {
    const { observed, clock } = this.options;
    const sections: Record<string, SectionChange> = {};
    const changes: PublishedChange[] = [];
    const context = this.options.context(section => this.rows(section));
    let dueInMs: number | undefined;
    const later = (ms: number) => {
      dueInMs = Math.min(dueInMs ?? ms, ms);
    };
    const held: Array<{ section: string; id: string }> = [];
    for (const { section, id } of observed.takeDirty(limit)) {
      const raw = observed.rows(section).get(id);
      if (!raw) {
        this.retract(section, id, sections);
        continue;
      }
      const enrich = ENRICH[section];
      const plain = { ...raw.row, source: raw.source, instance: raw.instance };
      const row = enrich ? enrich(plain, context) : plain;
      const wait = this.holdMs(section, row);
      if (wait > 0) {
        held.push({ section, id });
        later(wait);
      } else {
        this.publish(section, row, raw.rev, sections, changes);
      }
    }
    const more = observed.hasDirty;
    // Put back after the loop, which would otherwise take them again.
    for (const { section, id } of held) observed.mark(section, id);
    for (const name of Object.keys(sections)) this.due(name);
    for (const { section, derive, everyMs } of DERIVED) {
      if (!everything && !this.overdue.has(section)) continue;
      const wait = (this.derivedAt.get(section) ?? Number.NEGATIVE_INFINITY) + everyMs - clock.monotonic();
      if (!everything && wait > 0) {
        later(wait);
        continue;
      }
      this.overdue.delete(section);
      this.derivedAt.set(section, clock.monotonic());
      const rows = derive(context);
      const present = new Set(rows.map(row => row.id));
      for (const row of rows) this.publish(section, row, undefined, sections, changes);
      for (const id of Array.from(this.rows(section).keys()))
        if (!present.has(id)) this.retract(section, id, sections);
      if (section in sections) this.due(section);
    }
    return { sections, changes, dueInMs, more };
  }

  /** Says that job facts changed the figures of the analytics. */
  factsChanged() {
    this.overdue.add('analytics');
    this.overdue.add('agents');
  }

  private due(section: string) {
    for (const { section: derived } of DERIVED) {
      if (this.options.definitions.get(derived)?.derivedFrom?.includes(section)) this.overdue.add(derived);
    }
  }

  private holdMs(section: string, row: UnstampedRow): number {
    const fields = this.options.definitions.get(section)?.volatile;
    const before = fields && this.rows(section).get(row.id);
    if (!before) return 0;
    const onlyVolatile = Object.keys(row).every(
      key => fields.includes(key) || isDeepStrictEqual(row[key], before[key]),
    );
    if (!onlyVolatile) return 0;
    return (this.publishedAt.get(`${section}/${row.id}`) ?? 0) + HOLD_MS - this.options.clock.monotonic();
  }

  private publish(
    section: string,
    row: UnstampedRow,
    rev: Rev | undefined,
    sections: Record<string, SectionChange>,
    changes: PublishedChange[],
  ) {
    const rows = this.published.get(section)!;
    const before = rows.get(row.id);
    if (before && isDeepStrictEqual({ ...row, rev: before.rev }, before)) return;
    // A field the engine computed may have changed since: then the row's number must not go back.
    const after = {
      ...row,
      rev: rev !== undefined && (!before || rev > before.rev) ? rev : this.options.takeRev(),
    } as Row;
    rows.set(row.id, after);
    if (this.options.definitions.get(section)?.volatile) {
      this.publishedAt.set(`${section}/${row.id}`, this.options.clock.monotonic());
    }
    changeOf(sections, section).upsert.push(after);
    changes.push({ section, before, after });
  }

  private retract(section: string, id: string, sections: Record<string, SectionChange>) {
    this.publishedAt.delete(`${section}/${id}`);
    if (this.published.get(section)?.delete(id)) changeOf(sections, section).remove.push(id);
  }
}

/** The change of a section in a draft, made when it is missing. @internal */
export function changeOf(sections: Record<string, SectionChange>, section: string): SectionChange {
  sections[section] ??= { upsert: [], remove: [], proofs: {} };
  return sections[section];
}
