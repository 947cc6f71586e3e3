import {
  formatRev,
  SECTIONS,
  type AgentRow,
  type AnalyticsRow,
  type DashboardRow,
  type JobRow,
  type LogRow,
  type PipelineRow,
  type QueueRow,
  type RowStamp,
  type ScheduleRow,
  type SectionName,
  type SectionRow,
  type ServiceRow,
  type SourceRow,
  type SystemRow,
  type WorkerRow,
} from '@agentos-portal/plugin-agentos-common';

/** The instant the sample rows speak of. @public */
export const SAMPLE_AT = '2026-01-01T12:00:00.000Z';

/**
 * A row of any section that its schema accepts.
 * @throws ZodError when the schema does not
 * @public
 */
export function aRow<S extends SectionName>(
  section: S,
  fields: SourceRow<S>,
  stamp: Partial<RowStamp> = {},
): SectionRow<S> {
  const parsed = SECTIONS[section].fields.parse(fields);
  return {
    source: 'sample',
    instance: 'main',
    rev: formatRev(1, 1),
    ...stamp,
    ...parsed,
  } as unknown as SectionRow<S>;
}

type Factory<S extends SectionName> = (overrides?: Partial<SectionRow<S>>) => SectionRow<S>;

const factory =
  <S extends SectionName>(section: S, defaults: SourceRow<S>): Factory<S> =>
  (overrides = {}) => {
    const { source, instance, rev, ...fields } = overrides as Partial<RowStamp>;
    const stamp = Object.fromEntries(
      Object.entries({ source, instance, rev }).filter(([, value]) => value !== undefined),
    );
    return aRow(section, { ...defaults, ...fields } as SourceRow<S>, stamp);
  };

/** @public */
export const aQueue: (overrides?: Partial<QueueRow>) => QueueRow = factory('queues', {
  id: 'sample.embed',
  sourceId: 'embed',
  name: 'embed',
  paused: false,
  queued: 12,
  scheduled: 1,
  processing: 3,
  failed: 2,
  completed: 340,
  completedToday: 1200,
  consumers: 2,
  oldestQueuedMs: 4_000,
  throughputPerMinute: 30,
  waitP95Ms: 5_000,
  successRate: 0.99,
  health: 'healthy',
  score: 92,
});

/** @public */
export const aWorker: (overrides?: Partial<WorkerRow>) => WorkerRow = factory('workers', {
  id: 'sample.worker-1',
  sourceId: 'worker-1',
  name: 'worker-1',
  hostname: 'localhost',
  kind: 'sample',
  tier: 'healthy',
  queues: ['embed'],
  concurrency: 4,
  active: 2,
  processed: 500,
  failed: 5,
  successRate: 0.99,
  cpuPercent: 35,
  memoryBytes: 120_000_000,
  throughputPerMinute: 15,
  lastHeartbeatAt: SAMPLE_AT,
  startedAt: '2026-01-01T08:00:00.000Z',
  version: '1.0.0',
  score: 95,
});

/** @public */
export const anAgent: (overrides?: Partial<AgentRow>) => AgentRow = factory('agents', {
  id: 'embedder',
  name: 'Embedder',
  pipeline: 'documents',
  position: 0,
  status: 'running',
  queue: 'embed',
  taskNames: ['embed.document'],
  workers: 2,
  jobsPerHour: 900,
  successRate: 0.99,
  p50Ms: 200,
  p95Ms: 800,
  lastRunAt: SAMPLE_AT,
  configVersion: 1,
  score: 93,
  objective: { targetMs: 1_000, attainment: 0.98, status: 'met' },
});

/** @public */
export const aPipeline: (overrides?: Partial<PipelineRow>) => PipelineRow = factory('pipelines', {
  id: 'documents',
  name: 'Documents',
  agents: ['embedder'],
  status: 'healthy',
  throughputPerMinute: 15,
  successRate: 0.99,
  p95Ms: 800,
  bottleneck: 'embedder',
});

/** @public */
export const aJob: (overrides?: Partial<JobRow>) => JobRow = factory('jobs', {
  id: 'sample.embed.42',
  sourceId: '42',
  name: 'embed.document',
  queue: 'embed',
  state: 'processing',
  attempt: 1,
  maxAttempts: 3,
  progress: 0.5,
  agent: 'embedder',
  pipeline: 'documents',
  worker: 'sample.worker-1',
  createdAt: '2026-01-01T11:59:58.000Z',
  startedAt: '2026-01-01T11:59:59.000Z',
  waitMs: 1_000,
});

/** @public */
export const aSchedule: (overrides?: Partial<ScheduleRow>) => ScheduleRow = factory('schedules', {
  id: 'sample.nightly',
  name: 'nightly',
  queue: 'embed',
  pattern: '0 3 * * *',
  nextAt: '2026-01-02T03:00:00.000Z',
  paused: false,
});

/** @public */
export const aSystem: (overrides?: Partial<SystemRow>) => SystemRow = factory('system', {
  id: 'main',
  title: 'Main fleet',
  environment: 'test',
  status: 'healthy',
  sample: true,
});

/** @public */
export const aService: (overrides?: Partial<ServiceRow>) => ServiceRow = factory('services', {
  id: 'store',
  name: 'State store',
  kind: 'store',
  status: 'up',
  latencyMs: 1,
  checkedAt: SAMPLE_AT,
});

/** @public */
export const aLog: (overrides?: Partial<LogRow>) => LogRow = factory('logs', {
  id: 'sample.1',
  at: SAMPLE_AT,
  level: 'info',
  message: 'embedded 3 documents',
  queue: 'embed',
});

/** @public */
export const anAnalyticsRow: (overrides?: Partial<AnalyticsRow>) => AnalyticsRow = factory('analytics', {
  id: 'main.overview',
  kind: 'overview',
  at: '2026-01-01T11:00:00.000Z',
  windowMs: 3_600_000,
  created: 1_000,
  completed: 950,
  failed: 10,
  successRate: 0.99,
  waitP50Ms: 300,
  waitP95Ms: 5_000,
  runP50Ms: 200,
  runP95Ms: 800,
  runAvgMs: 260,
});

/** @public */
export const aDashboard: (overrides?: Partial<DashboardRow>) => DashboardRow = factory('dashboard', {
  id: 'overview',
  workers: { total: 1, active: 1 },
  agents: { total: 1, active: 1 },
  queue: { queued: 12, processing: 3, scheduled: 1, failed: 2, completed: 340 },
  jobs: { today: 1200 },
});
