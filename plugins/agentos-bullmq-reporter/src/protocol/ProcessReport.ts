import { type Fields, isAmount, isCount, isText, parseObject } from './values';

/**
 * `closing` takes no further jobs and ends when the running ones did; `closed` has ended on purpose.
 * @public
 */
export const WORKER_STATES = ['running', 'draining', 'closing', 'closed'] as const;

/** @public */
export type WorkerState = (typeof WORKER_STATES)[number];

/**
 * A worker as its process reports it.
 * @public
 */
export interface WorkerReport {
  queue: string;
  /** As given to BullMQ. */
  name: string;
  state: WorkerState;
  /** Jobs it can run at once. */
  concurrency: number;
  /** Jobs it runs now. */
  active: number;
  /** BullMQ ids of the first {@link JOB_LIMIT} of them. */
  jobs: string[];
  /** Jobs that ended in it since the reporter started. */
  processed: number;
  /** Of those, jobs that failed for good. */
  failed: number;
}

/**
 * What a process tells of itself.
 * @public
 */
export interface ProcessReport {
  /** Unique over all processes and restarts. */
  id: string;
  hostname: string;
  pid: number;
  /** When the process started, ISO 8601 by its own clock. */
  startedAt: string;
  /** Of bullmq; undefined when it cannot be found out. */
  version?: string;
  /** Since the last report, 100 is one core; undefined in the first. */
  cpuPercent?: number;
  /** Resident memory. */
  memoryBytes: number;
  workers: WorkerReport[];
}

/**
 * A report as it was read.
 * @public
 */
export interface DatedReport extends ProcessReport {
  /** When it was written, ms since epoch by Redis' clock. */
  at: number;
}

/** Ids of running jobs a report names for each worker. @public */
export const JOB_LIMIT = 100;

const isWorker = (value: unknown): value is WorkerReport => {
  const worker = (value ?? {}) as Fields;
  return (
    isText(worker.queue) &&
    isText(worker.name) &&
    WORKER_STATES.some(state => state === worker.state) &&
    [worker.concurrency, worker.active, worker.processed, worker.failed].every(isCount) &&
    Array.isArray(worker.jobs) &&
    worker.jobs.length <= JOB_LIMIT &&
    worker.jobs.every(job => isText(job, 1_024))
  );
};

/**
 * Reads a field of the hash.
 * @returns undefined when it is no report: anything can write to a Redis
 * @public
 */
export function parseReport(id: string, text: string): DatedReport | undefined {
  const blank = text.indexOf(' ');
  const at = Number(text.slice(0, blank));
  const report = parseObject(text.slice(blank + 1));
  if (!report || !isCount(at) || report.id !== id || !isText(id)) return undefined;
  const isValid =
    isText(report.hostname) &&
    isCount(report.pid) &&
    isText(report.startedAt) &&
    !Number.isNaN(Date.parse(report.startedAt)) &&
    (report.version === undefined || isText(report.version)) &&
    (report.cpuPercent === undefined || isAmount(report.cpuPercent)) &&
    isCount(report.memoryBytes) &&
    Array.isArray(report.workers) &&
    report.workers.every(isWorker);
  return isValid ? { ...(report as unknown as ProcessReport), at } : undefined;
}
