import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { WorkerConnection } from './ClientList';

/**
 * The name a worker is shown by. Connections without a name cannot be told apart over a reconnect: those of one host are one.
 * @internal
 */
export const workerName = ({ worker, host }: WorkerConnection): string =>
  worker ?? `unnamed@${host ?? 'unknown'}`;

/**
 * Rows of section `workers`: one for each queue and name, however many connections that name has. BullMQ has no heartbeat and
 * tells neither concurrency nor load of a worker.
 * @param active - running jobs by worker row id; undefined when they are not known
 * @internal
 */
export function workerRows(
  sourceId: string,
  connections: WorkerConnection[],
  active: ReadonlyMap<string, number> | undefined,
): ObservedRow[] {
  const rows = new Map<string, ObservedRow>();
  for (const connection of connections) {
    const name = workerName(connection);
    const id = rowId(sourceId, connection.queue, name);
    const known = rows.get(id);
    if (known && known.hostname !== connection.host) known.hostname = undefined;
    if (known) continue;
    rows.set(id, {
      id,
      sourceId: name,
      name,
      hostname: connection.host,
      kind: 'bullmq',
      queues: [connection.queue],
      // Jobs name their worker only when it has a name.
      active: connection.worker && active ? (active.get(id) ?? 0) : undefined,
    });
  }
  return Array.from(rows.values());
}
