/**
 * What is selected: some jobs by their ids, or everything the list finds, also what is on no page yet.
 * @internal
 */
export type Selection =
  | { kind: 'none' }
  | {
      kind: 'some';
      ids: ReadonlySet<string>;
      /** Where a range begins: the job that was selected or taken out last. */
      anchor: string;
    }
  | { kind: 'all' };

/** @internal */
export const NOTHING: Selection = { kind: 'none' };

const some = (ids: ReadonlySet<string>, anchor: string): Selection =>
  ids.size === 0 ? NOTHING : { kind: 'some', ids, anchor };

const idsOf = (selection: Selection): ReadonlySet<string> =>
  selection.kind === 'some' ? selection.ids : new Set<string>();

/** @internal */
export const isSelected = (selection: Selection, id: string) =>
  selection.kind === 'all' || (selection.kind === 'some' && selection.ids.has(id));

/**
 * Selects a job, or takes it out. Of everything none can be taken out: the filter says what it is.
 * @internal
 */
export function toggle(selection: Selection, id: string): Selection {
  if (selection.kind === 'all') return selection;
  const ids = new Set(idsOf(selection));
  if (!ids.delete(id)) ids.add(id);
  return some(ids, id);
}

/**
 * Selects everything from where the last selection was made up to a job; without one the job alone.
 * @param order - ids as they are listed
 * @internal
 */
export function selectTo(selection: Selection, id: string, order: readonly string[]): Selection {
  if (selection.kind === 'all') return selection;
  const to = order.indexOf(id);
  const from = selection.kind === 'some' ? order.indexOf(selection.anchor) : to;
  const range = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return some(new Set([...idsOf(selection), ...range]), id);
}

/**
 * Selects the jobs on the pages shown, or nothing when they all are.
 * @internal
 */
export function toggleShown(selection: Selection, order: readonly string[]): Selection {
  const isWhole = order.every(id => isSelected(selection, id));
  return isWhole || order.length === 0 ? NOTHING : some(new Set(order), order[0]);
}
