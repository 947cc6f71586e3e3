import type { Row, SectionName, SectionRow } from '@agentos-portal/plugin-agentos-common';
import type { SectionView } from './CentralDataService';

/** Rows that speak of the portal as a whole: the choice of an instance leaves them alone. */
const PORTAL_WIDE: Partial<Record<SectionName, (row: Row) => boolean>> = {
  dashboard: () => true,
  configuration: () => true,
  services: row => row.source === 'engine',
};

const cache = new WeakMap<SectionView['rows'], Map<string, Row[]>>();

/**
 * The rows of a section as a list, in no particular order. The same rows give the same list, so that it can be a dependency of a memo.
 * @param instance - only rows of this instance; undefined = all
 * @internal
 */
export function selectRows<S extends SectionName>(view: SectionView, section: S, instance?: string): SectionRow<S>[] {
  const lists = cache.get(view.rows) ?? new Map<string, Row[]>();
  cache.set(view.rows, lists);
  // An id is never empty.
  const key = instance ?? '';
  let list = lists.get(key);
  if (!list) {
    list = Array.from(view.rows.values()).filter(
      row => instance === undefined || row.instance === instance || PORTAL_WIDE[section]?.(row),
    );
    lists.set(key, list);
  }
  // Rows were validated against the section's schema by the engine.
  return list as unknown as SectionRow<S>[];
}
