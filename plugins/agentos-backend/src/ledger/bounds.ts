import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { RawRow } from './RowTable';

const changedAt = (raw: RawRow, fields: string[]) => {
  for (const field of fields) {
    const value = raw.row[field];
    if (typeof value === 'string') return value;
  }
  return '';
};

const compareText = (a: string, b: string) => Number(a > b) - Number(a < b);

/**
 * Ids that a bounded section lets go: active rows beyond the maximum, and all but the last changed of the others.
 * The order is by the time the rows themselves state, so that a collect which reads the same rows again moves nothing.
 * @internal
 */
export function overflow(rows: Iterable<RawRow>, definition: SectionDefinition): string[] {
  const { keepLast, keepActive, changedAt: fields = [] } = definition;
  if (keepLast === undefined) return [];
  const active: RawRow[] = [];
  const others: RawRow[] = [];
  for (const raw of rows) {
    const isActive = keepActive?.values.includes(String(raw.row[keepActive.field]));
    (isActive ? active : others).push(raw);
  }
  if (others.length <= keepLast && active.length <= (keepActive?.max ?? 0)) return [];
  const lastFirst = (list: RawRow[]) =>
    list
      .map(raw => ({ id: raw.row.id, at: changedAt(raw, fields) }))
      .sort((a, b) => compareText(b.at, a.at) || compareText(b.id, a.id))
      .map(({ id }) => id);
  return [...lastFirst(active).slice(keepActive?.max ?? active.length), ...lastFirst(others).slice(keepLast)];
}
