import { workerScore, type WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { ScoreBadge, useNow } from '@agentos-portal/plugin-agentos-react';

/**
 * The score of a worker; the age of its heartbeat is an input, so the inputs are of now.
 * @internal
 */
export function WorkerScore({ worker }: { worker: WorkerRow }) {
  const now = useNow();
  const heartbeatAgeMs =
    worker.lastHeartbeatAt === null ? undefined : Math.max(0, now - Date.parse(worker.lastHeartbeatAt));
  return <ScoreBadge value={worker.score} score={workerScore(worker, heartbeatAgeMs)} />;
}
