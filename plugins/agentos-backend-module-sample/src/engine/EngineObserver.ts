import type { SampleJob } from '../jobs/SampleJob';
import type { LogEntry } from '../logs/LogEntry';
import type { SampleWorker } from '../workers/SampleWorker';

/**
 * What happened to a job:
 * - `created` queued or scheduled; `ready` its delay or back-off is over
 * - `started` by a worker; `progressed` told at most twice a second
 * - `retrying` failed, and waits for its next attempt; `returned` to the queue, as its worker fell silent
 * - `completed`, `failed` for good, `lost` with a worker that fell silent
 * - `cancelled` by a person; `retried` by a person after it had ended
 * @internal
 */
export type JobTransition =
  | 'created'
  | 'ready'
  | 'started'
  | 'progressed'
  | 'retrying'
  | 'returned'
  | 'completed'
  | 'failed'
  | 'lost'
  | 'cancelled'
  | 'retried';

/**
 * Told of everything that happens in the engine, at once and in order.
 * @internal
 */
export interface EngineObserver {
  jobChanged(job: SampleJob, transition: JobTransition): void;
  /** It was taken out by a person. */
  jobRemoved(job: SampleJob): void;
  /** It was paused or resumed. */
  queueChanged(name: string): void;
  /** It started, or its jobs were taken from it. */
  workerChanged(worker: SampleWorker): void;
  workerBeat(worker: SampleWorker): void;
  logged(entry: LogEntry): void;
}
