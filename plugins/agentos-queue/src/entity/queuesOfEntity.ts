import { ANNOTATIONS, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import type { Entity } from '@backstage/catalog-model';

/**
 * The queues that an entity names by its annotations: by the name in their engine, of one instance where it names one.
 * @internal
 */
export function queuesOfEntity(
  { metadata: { annotations = {} } }: Entity,
  rows: readonly QueueRow[],
): QueueRow[] {
  const { [ANNOTATIONS.queue]: name, [ANNOTATIONS.instance]: instance } = annotations;
  return rows.filter(row => row.name === name && (instance === undefined || row.instance === instance));
}
