import { words } from './words';

/**
 * All runs of `size` neighbouring words; the whole text when it is shorter.
 *
 * @internal
 */
export function shingles(text: string, size = 3): Set<string> {
  const list = words(text);
  const runs = new Set<string>();
  for (let at = 0; at + size <= list.length; at++) {
    runs.add(list.slice(at, at + size).join(' '));
  }
  return runs.size > 0 ? runs : new Set([list.join(' ')]);
}

/**
 * Jaccard similarity: shared members over all members, from 0 to 1.
 *
 * @internal
 */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  a.forEach(member => (shared += b.has(member) ? 1 : 0));
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
