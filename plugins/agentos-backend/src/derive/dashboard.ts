import type { DashboardRow, QueueRow } from '@agentos-portal/plugin-agentos-common';
import type { DeriveContext, UnstampedRow } from './DeriveContext';

const COUNTS = ['queued', 'processing', 'scheduled', 'failed', 'completed'] as const;

const sum = (queues: QueueRow[], field: (typeof COUNTS)[number] | 'completedToday') => {
  const values = queues.map(queue => queue[field]).filter(value => value !== null);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
};

/** The one row `overview`. @internal */
export function deriveDashboard(context: DeriveContext): UnstampedRow[] {
  const queues = Array.from(context.rows('queues').values());
  const workers = Array.from(context.rows('workers').values());
  const agents = Array.from(context.rows('agents').values());
  const row: Omit<DashboardRow, 'rev'> = {
    id: 'overview',
    source: 'engine',
    instance: context.instances.length === 1 ? context.instances[0].id : '*',
    workers: { total: workers.length, active: workers.filter(worker => worker.tier !== 'offline').length },
    agents: {
      total: agents.length,
      active: agents.filter(agent => agent.status === 'running' || agent.status === 'idle').length,
    },
    queue: Object.fromEntries(COUNTS.map(field => [field, sum(queues, field)])) as DashboardRow['queue'],
    jobs: { today: sum(queues, 'completedToday') },
  };
  return [row];
}
