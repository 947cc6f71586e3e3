import { type Qualifier, QUALIFIERS } from './qualifiers';

/** What other tools call it. */
const OTHER_NAMES: Record<string, Qualifier> = {
  status: 'state',
  task: 'name',
  job: 'id',
  exception: 'error',
  arg: 'args',
  kwargs: 'args',
  runtime: 'duration',
};

const MAX_LENGTH = 16;

/** Letters to add, drop or change between two names (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/**
 * The qualifier that an unknown name was probably meant to be.
 * @internal
 */
export function suggest(name: string): Qualifier | undefined {
  const wanted = name.split('.', 1)[0].toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, wanted)) return OTHER_NAMES[wanted];
  if (wanted.length > MAX_LENGTH) return undefined;
  const [best] = (Object.keys(QUALIFIERS) as Qualifier[])
    .map(qualifier => ({ qualifier, changes: distance(wanted, qualifier) }))
    .sort((a, b) => a.changes - b.changes);
  return best.changes <= 2 && best.changes < wanted.length - 1 ? best.qualifier : undefined;
}
