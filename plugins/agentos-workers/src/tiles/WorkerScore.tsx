import { workerScore, type WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { ScoreBadge } from '@agentos-portal/plugin-agentos-react';

/**
 * Age of the last sign of life of a worker, ms; undefined when its source has none.
 * @internal
 */
export const heartbeatAgeMs = ({ lastHeartbeatAt }: Pick<WorkerRow, 'lastHeartbeatAt'>, now: number) =>
  lastHeartbeatAt === null ? undefined : Math.max(0, now - Date.parse(lastHeartbeatAt));

/**
 * The score of a worker; the age of its heartbeat is an input, so the inputs are of now.
 * @internal
 */
export function WorkerScore({ worker }: { worker: WorkerRow }) {
  return <ScoreBadge value={worker.score} score={now => workerScore(worker, heartbeatAgeMs(worker, now))} />;
}
