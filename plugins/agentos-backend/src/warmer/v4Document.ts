import type { Row } from '@agentos-portal/plugin-agentos-common';
import type { ReplicaView } from '../state';

/** Key of the v4 document in the store, the one the founding system used. @internal */
export const V4_KEY = 'admin:dashboard:v4';

const snake = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const snakeKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snake(key), snakeKeys(item)]));
};

const workersStatus = (workers: Row[]) => {
  if (workers.length === 0) return 'unknown';
  return workers.some(worker => worker.tier !== 'offline') ? 'running' : 'offline';
};

/**
 * The state in the founding snake_case shape. Unknown numbers are null.
 * @param sections - sections the reader may see; what is left out is named in `errors`
 * @internal
 */
export function buildV4Document(
  view: ReplicaView,
  options: { sections: ReadonlySet<string>; producer: string; now: number },
) {
  const rows = (section: string): Row[] =>
    options.sections.has(section) ? Array.from(view.rows(section).values()) : [];
  const overview = rows('dashboard').find(row => row.id === 'overview') as
    | (Row & {
        queue: Record<string, number | null>;
        workers: Record<string, number>;
        agents: Record<string, number>;
        jobs: { today: number | null };
      })
    | undefined;
  const systems = rows('system');
  const hours = rows('analytics').filter(row => row.kind === 'overview');
  const counts = overview?.queue;
  const queue = {
    pending: counts?.queued ?? null,
    processing: counts?.processing ?? null,
    completed: counts?.completed ?? null,
    failed: counts?.failed ?? null,
    scheduled: counts?.scheduled ?? null,
  };
  const workers = rows('workers');
  const agents = rows('agents');
  const errors: Array<{ section: string; source: string | null; message: string; at: string | null }> = [];
  for (const section of view.sectionNames) {
    if (!options.sections.has(section)) {
      errors.push({ section, source: null, message: 'left out: permission missing', at: null });
      continue;
    }
    for (const [source, state] of Object.entries(view.head(section).sources)) {
      if (state.status !== 'fresh') {
        errors.push({ section, source, message: state.error ?? state.status, at: state.collectedAt });
      }
    }
  }
  return {
    producer: options.producer,
    version: view.version,
    generated_at: new Date(options.now).toISOString(),
    dashboard: {
      system: {
        status: systems[0]?.status ?? 'unknown',
        uptime: systems[0]?.uptimeSeconds ?? null,
        cpu_usage: systems[0]?.cpuPercent ?? null,
        memory_bytes: systems[0]?.memoryBytes ?? null,
      },
      workers: {
        total: overview?.workers.total ?? null,
        active: overview?.workers.active ?? null,
        details: snakeKeys(workers),
        queues: snakeKeys(rows('queues')),
      },
      queue,
      jobs: { total_today: overview?.jobs.today ?? null, recent_jobs: snakeKeys(rows('jobs')) },
    },
    queue: { ...queue, queues: snakeKeys(rows('queues')) },
    agents_workers: {
      agents: snakeKeys(agents),
      total_agents: overview?.agents.total ?? null,
      active_agents: overview?.agents.active ?? null,
      workers: {
        status: workersStatus(workers),
        list: snakeKeys(workers),
      },
      pipelines: snakeKeys(rows('pipelines')),
    },
    analytics: {
      success_rate: hours[0]?.successRate ?? null,
      avg_processing_time: hours[0]?.runAvgMs ?? null,
      by_instance: snakeKeys(hours),
      by_minute: snakeKeys(rows('analytics').filter(row => row.kind === 'minute')),
    },
    logs: { recent_entries: snakeKeys(rows('logs')) },
    system_control: { services_status: snakeKeys(rows('services')) },
    configuration: snakeKeys(rows('configuration')),
    errors,
  };
}
