import type {
  EventMessage,
  Row,
  SectionDelta,
  SectionHead,
  SectionSnapshot,
  SsotSnapshot,
} from '@agentos-portal/plugin-agentos-common';

/**
 * A commit of a test.
 * @public
 */
export interface FakeCommit {
  upsert?: Record<string, Row[]>;
  remove?: Record<string, string[]>;
  events?: Array<Omit<EventMessage, 'version'>>;
  /** Heads of sections: status, error, collectedAt. */
  heads?: Record<string, Partial<SectionHead>>;
}

interface Entry {
  version: number;
  touched: Map<string, Set<string>>;
  events: EventMessage[];
}

const COLLECTED_AT = '2026-01-01T12:00:00.000Z';

/**
 * An SSOT in memory, with its log.
 * @public
 */
export class FakeSsot {
  epoch = 'epoch-1';
  version = 0;
  private readonly rows = new Map<string, Map<string, Row>>();
  private readonly heads = new Map<string, SectionHead>();
  private log: Entry[] = [];

  get names() {
    return Array.from(this.rows.keys());
  }

  /** Declares a section that may have no rows. */
  section(name: string): Map<string, Row> {
    const rows = this.rows.get(name) ?? new Map<string, Row>();
    if (!this.rows.has(name)) {
      this.rows.set(name, rows);
      this.heads.set(name, {
        version: this.version,
        status: 'fresh',
        collectedAt: COLLECTED_AT,
        sources: {},
      });
    }
    return rows;
  }

  commit({ upsert = {}, remove = {}, events = [], heads = {} }: FakeCommit) {
    this.version += 1;
    const touched = new Map<string, Set<string>>();
    for (const name of new Set([...Object.keys(upsert), ...Object.keys(remove), ...Object.keys(heads)])) {
      const rows = this.section(name);
      for (const row of upsert[name] ?? []) rows.set(row.id, row);
      for (const id of remove[name] ?? []) rows.delete(id);
      touched.set(name, new Set([...(upsert[name] ?? []).map(row => row.id), ...(remove[name] ?? [])]));
      this.setHead(name, { ...heads[name], version: this.version });
    }
    this.log.push({
      version: this.version,
      touched,
      events: events.map(event => ({ ...event, version: this.version })),
    });
  }

  /** Changes what is said of a section without a commit: it turned stale. */
  setHead(name: string, head: Partial<SectionHead>) {
    this.section(name);
    this.heads.set(name, { ...this.heads.get(name)!, ...head });
  }

  /** A new epoch, as after a restart of a server that keeps nothing. */
  restart(epoch: string) {
    this.epoch = epoch;
    this.version = 1;
    this.log = [];
  }

  /** Forgets the log: nobody can resume. */
  trim() {
    this.log = [];
  }

  /** Whether everything after the version is still in the log. */
  reaches(version: number) {
    return (
      version === this.version ||
      (version < this.version && this.log.some(entry => entry.version === version + 1))
    );
  }

  eventsSince(version: number): EventMessage[] {
    return this.log.filter(entry => entry.version > version).flatMap(entry => entry.events);
  }

  /** What changed in sections after the version; whole rows as they are now. */
  changesSince(version: number, sections: Iterable<string>): Record<string, SectionDelta> {
    const changes: Record<string, SectionDelta> = {};
    for (const name of sections) {
      const entries = this.log.filter(entry => entry.version > version && entry.touched.has(name));
      if (entries.length === 0) continue;
      const ids = new Set(entries.flatMap(entry => Array.from(entry.touched.get(name)!)));
      const rows = this.section(name);
      changes[name] = {
        ...this.heads.get(name)!,
        upsert: Object.fromEntries(
          Array.from(ids).flatMap(id => (rows.has(id) ? [[id, rows.get(id)!]] : [])),
        ),
        remove: Array.from(ids).filter(id => !rows.has(id)),
      };
    }
    return changes;
  }

  /** What is said of a section now, without rows. */
  head(name: string): SectionDelta {
    return { ...this.heads.get(name)!, upsert: {}, remove: [] };
  }

  snapshot(sections: Iterable<string>): Pick<SsotSnapshot, 'epoch' | 'version' | 'sections'> {
    const snapshots: Record<string, SectionSnapshot> = {};
    for (const name of sections) {
      const rows = this.section(name);
      snapshots[name] = { ...this.heads.get(name)!, ageMs: 0, rows: Object.fromEntries(rows) };
    }
    return { epoch: this.epoch, version: this.version, sections: snapshots };
  }
}
