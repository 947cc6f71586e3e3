import type { Row } from '../model/sections';
import type { DeltaMessage, InitialDataMessage, SectionHead, SsotSnapshot } from './serverMessages';

/**
 * A section in a replica. Rows live in a `Map`, so that ids such as `__proto__` are only names.
 * @public
 */
export interface ReplicaSection extends Omit<SectionHead, 'sources'> {
  sources: SectionHead['sources'];
  rows: ReadonlyMap<string, Row>;
}

/**
 * A copy of the SSOT that follows the log.
 * @public
 */
export interface Replica {
  epoch: string | null;
  /** Position: the last delta's `to` or the version of the snapshot. */
  version: number;
  sections: ReadonlyMap<string, ReplicaSection>;
}

/**
 * What a message did: `gap` means that the client must subscribe again with its position.
 * @public
 */
export interface Applied {
  replica: Replica;
  outcome: 'applied' | 'ignored' | 'gap';
  /** Ids of the rows that changed or left, by section; every id after a snapshot. */
  changed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @public */
export const EMPTY_REPLICA: Replica = { epoch: null, version: 0, sections: new Map() };

const NOTHING: Applied['changed'] = new Map();

/**
 * A snapshot replaces the sections it names and keeps the others only within the same epoch.
 * @public
 */
export function applySnapshot(
  replica: Replica,
  snapshot: Pick<SsotSnapshot | InitialDataMessage, 'epoch' | 'version' | 'sections'>,
): Applied {
  const sameEpoch = replica.epoch === snapshot.epoch;
  const sections = new Map(sameEpoch ? replica.sections : []);
  const changed = new Map<string, Set<string>>();
  for (const [name, { rows, ageMs: _age, ...head }] of Object.entries(snapshot.sections)) {
    const next = new Map(Object.entries(rows));
    const before = replica.sections.get(name)?.rows;
    changed.set(name, new Set([...(before?.keys() ?? []), ...next.keys()]));
    sections.set(name, { ...head, rows: next });
  }
  return {
    replica: { epoch: snapshot.epoch, version: snapshot.version, sections },
    outcome: 'applied',
    changed,
  };
}

/**
 * Applies a delta by the rule of the protocol. Pure: unchanged sections and rows keep their identity.
 * @public
 */
export function applyDelta(replica: Replica, delta: DeltaMessage): Applied {
  if (delta.epoch !== replica.epoch || delta.from > replica.version) {
    return { replica, outcome: 'gap', changed: NOTHING };
  }
  const flagsOnly = delta.from === delta.to;
  if (!flagsOnly && delta.to <= replica.version) {
    return { replica, outcome: 'ignored', changed: NOTHING };
  }
  const sections = new Map(replica.sections);
  const changed = new Map<string, Set<string>>();
  for (const [name, { upsert, remove, ...head }] of Object.entries(delta.sections)) {
    const before = sections.get(name)?.rows;
    const ids = new Set<string>();
    let rows = before ?? new Map<string, Row>();
    const entries = Object.entries(upsert);
    if (entries.length > 0 || remove.length > 0) {
      const next = new Map(rows);
      for (const [id, row] of entries) {
        next.set(id, row);
        ids.add(id);
      }
      for (const id of remove) {
        if (next.delete(id)) ids.add(id);
      }
      rows = next;
    }
    sections.set(name, { ...head, rows });
    changed.set(name, ids);
  }
  return {
    replica: { epoch: replica.epoch, version: Math.max(replica.version, delta.to), sections },
    outcome: 'applied',
    changed,
  };
}
