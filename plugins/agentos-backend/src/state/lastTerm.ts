import { termOf } from '@agentos-portal/plugin-agentos-common';
import type { KnownState } from './Commit';

/**
 * The last lease term that rows of a state were numbered in; 0 when there are none.
 * @internal
 */
export function lastTerm({ sections }: KnownState): number {
  return Object.values(sections).reduce(
    (last, { rows }) => rows.reduce((found, { rev }) => Math.max(found, termOf(rev)), last),
    0,
  );
}
