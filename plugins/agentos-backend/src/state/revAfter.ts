import { type Rev, REV_ZERO } from '@agentos-portal/plugin-agentos-common';
import type { ReplicaView } from './ReplicaView';

/**
 * A rev after every one that this replica has seen, and before those that the leader gives from then on: for whoever reads a source
 * without leading.
 * @internal
 */
export function revAfter(view: Pick<ReplicaView, 'rows' | 'sectionNames'>): Rev {
  let last = REV_ZERO;
  for (const section of view.sectionNames) {
    for (const { rev } of view.rows(section).values()) if (rev > last) last = rev;
  }
  return `${last}.1`;
}
