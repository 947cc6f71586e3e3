import { replaceEqualDeep } from '@tanstack/react-query';
import type { Applied, Replica, ReplicaSection, Row } from '@agentos-portal/plugin-agentos-common';

// The same object comes back when nothing differs.
const says = (before: Row, row: Row) => replaceEqualDeep(before, row) === before;

const withRows = (rows: ReplicaSection['rows'], kept: Row[]) => {
  const all = new Map(rows);
  for (const row of kept) all.set(row.id, row);
  return all;
};

/**
 * What a message changed, compared by what rows hold. A snapshot brings every row as a new object, also those that did not change;
 * rows that say the same stay the objects they were, so that nothing that shows them renders again.
 * @internal
 */
export function keepIdentity(before: Replica, applied: Applied): Pick<Applied, 'replica' | 'changed'> {
  const sections = new Map(applied.replica.sections);
  const changed = new Map<string, Set<string>>();
  for (const [name, ids] of applied.changed) {
    const old = before.sections.get(name);
    const next = sections.get(name);
    const differing = new Set<string>();
    changed.set(name, differing);
    if (!next) {
      old?.rows.forEach((_row, id) => differing.add(id));
      continue;
    }
    const kept: Row[] = [];
    for (const id of ids) {
      const [row, was] = [next.rows.get(id), old?.rows.get(id)];
      if (row && was && says(was, row)) kept.push(was);
      else if (row !== was) differing.add(id);
    }
    if (old && differing.size === 0) sections.set(name, { ...next, rows: old.rows });
    else if (kept.length > 0) sections.set(name, { ...next, rows: withRows(next.rows, kept) });
  }
  return { replica: { ...applied.replica, sections }, changed };
}
