import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';

/** Queues of the fleet, one for each agent of app-config.bench.yaml. */
export const QUEUES = [
  'fetch',
  'split',
  'extract',
  'classify',
  'embed',
  'index',
  'summarise',
  'review',
  'report',
  'dedupe',
  'verify',
];

/** How many rows of each kind; queues, agents and pipelines are what the configuration names. */
export interface FleetSize {
  workers: number;
  jobs: number;
  logs: number;
  schedules: number;
}

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const queueOf = (index: number) => QUEUES[index % QUEUES.length];

/** A job in its n-th second of the fleet's time. */
export const jobRow = (index: number, fields: Partial<ObservedRow> = {}): ObservedRow => ({
  id: `bench.${queueOf(index)}.${index}`,
  sourceId: String(index),
  name: `${queueOf(index)}.document`,
  queue: queueOf(index),
  state: 'queued',
  priority: 0,
  attempt: 1,
  maxAttempts: 3,
  createdAt: at(index),
  ...fields,
});

const finishedJob = (index: number) =>
  jobRow(index, {
    state: 'completed',
    progress: 1,
    worker: 'bench.worker-1',
    startedAt: at(index + 1),
    finishedAt: at(index + 3),
    waitMs: 1000,
    runMs: 2000,
  });

const queueRow = (name: string, index: number): ObservedRow => ({
  id: `bench.${name}`,
  sourceId: name,
  name,
  paused: false,
  queued: 10 + index,
  scheduled: 2,
  processing: 3,
  failed: 1,
  completed: 1000 + index,
  consumers: 2,
  oldestQueuedMs: 1500,
});

const workerRow = (index: number): ObservedRow => ({
  id: `bench.worker-${index}`,
  sourceId: String(index),
  name: `worker-${index}`,
  hostname: 'localhost',
  kind: 'bench',
  queues: [queueOf(index), queueOf(index + 1)],
  concurrency: 4,
  active: 2,
  processed: 5000 + index,
  failed: 12,
  cpuPercent: 37.5,
  memoryBytes: 104857600,
  startedAt: at(0),
  version: '6.7.0',
});

const scheduleRow = (index: number): ObservedRow => ({
  id: `bench.schedule-${index}`,
  name: `schedule-${index}`,
  queue: queueOf(index),
  everyMs: 60_000,
  nextAt: at(60),
  lastAt: at(0),
  paused: false,
});

const logRow = (index: number): ObservedRow => ({
  id: `bench.log-${index}`,
  at: at(index),
  level: 'info',
  message: `document ${index}: 12 sentences, 240 words`,
  queue: queueOf(index),
  worker: 'bench.worker-1',
});

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** The rows of a fleet, by section. The same size gives the same rows. */
export const fleetRows = (size: FleetSize): Record<string, ObservedRow[]> => ({
  queues: QUEUES.map(queueRow),
  workers: times(size.workers, workerRow),
  jobs: times(size.jobs, finishedJob),
  schedules: times(size.schedules, scheduleRow),
  logs: times(size.logs, logRow),
});
