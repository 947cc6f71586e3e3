import type { SampleJob } from '../jobs/SampleJob';
import type { SampleWorker } from '../workers/SampleWorker';

/**
 * A line that a run of an agent, or the engine, wrote.
 * @internal
 */
export interface LogEntry {
  /** Wall clock, ms since epoch. */
  at: number;
  level: 'info' | 'warn' | 'error';
  message: string;
  job?: SampleJob;
  worker?: SampleWorker;
}
