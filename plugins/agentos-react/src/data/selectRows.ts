import type { Row, SectionName, SectionRow } from '@agentos-portal/plugin-agentos-common';
import type { SectionView } from './CentralDataService';

/** Sections that speak of the portal as a whole: the choice of an instance leaves them alone. */
const PORTAL_WIDE: ReadonlySet<string> = new Set<SectionName>(['dashboard', 'configuration']);

const cache = new WeakMap<SectionView['rows'], Map<string, Row[]>>();

/**
 * The rows of a section as a list, in no particular order. The same rows give the same list, so that it can be a dependency of a memo.
 * @param instance - only rows of this instance; undefined = all
 * @internal
 */
export function selectRows<S extends SectionName>(view: SectionView, section: S, instance?: string): SectionRow<S>[] {
  const wanted = PORTAL_WIDE.has(section) ? undefined : instance;
  const lists = cache.get(view.rows) ?? new Map<string, Row[]>();
  cache.set(view.rows, lists);
  // An id is never empty.
  const key = wanted ?? '';
  let list = lists.get(key);
  if (!list) {
    list = Array.from(view.rows.values()).filter(row => wanted === undefined || row.instance === wanted);
    lists.set(key, list);
  }
  // Rows were validated against the section's schema by the engine.
  return list as unknown as SectionRow<S>[];
}
