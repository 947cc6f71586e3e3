import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { cut, toInstant, toTime } from '@agentos-portal/plugin-agentos-node/redis';
import { celeryRowId } from '../rowIds';
import type { KnownWorker } from './KnownWorker';

/** Of a node name. @internal */
export const hostOf = (node: string): string | undefined => {
  const at = node.indexOf('@');
  return at < 0 ? undefined : node.slice(at + 1) || undefined;
};

const instantOf = (at: number | undefined) => toInstant(toTime(at));

/**
 * The row of a worker in section `workers`. Its memory is not measured: what Celery tells is a peak, and of the main process alone.
 * @param gone - why it counts as offline
 * @internal
 */
export function workerRow(sourceId: string, worker: KnownWorker, gone?: string): ObservedRow {
  const { name, stats, queues, skew, active } = worker;
  const names = queues?.map(queue => queue.name);
  return {
    id: celeryRowId(sourceId, name),
    sourceId: name,
    name,
    hostname: hostOf(name),
    kind: 'celery',
    tier: gone === undefined ? undefined : 'offline',
    reasons: [gone, skew.warning].flatMap(reason => (reason === undefined ? [] : [cut(reason, 500)])),
    queues: names ?? [],
    concurrency: stats?.concurrency,
    active: gone === undefined ? active : 0,
    draining: worker.isDraining || (names && names.length === 0),
    processed: worker.processed,
    cpuPercent: worker.cpuPercent === undefined ? undefined : Math.round(worker.cpuPercent * 10) / 10,
    lastHeartbeatAt: instantOf(worker.heardAt),
    startedAt: instantOf(worker.startedAt),
    version: worker.version,
  };
}
