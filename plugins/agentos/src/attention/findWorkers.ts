import type { AttentionRule } from './AttentionRule';

/**
 * Workers that went away in the middle of jobs.
 * @internal
 */
export const findWorkers: AttentionRule = ({ workers }, links) =>
  workers
    .filter(({ tier, active }) => tier === 'offline' && (active ?? 0) > 0)
    .map(worker => ({
      id: `worker ${worker.id}`,
      severity: 'critical' as const,
      title: `Worker ${worker.name} is offline with ${worker.active} active ${
        worker.active === 1 ? 'job' : 'jobs'
      }`,
      detail: worker.reasons[0],
      affected: worker.active ?? 0,
      action: { label: 'See what it was running', to: links.worker(worker.id) },
    }));
