import type { Worker } from 'bullmq';
import { REPORT_INTERVAL_MS } from './protocol';
import { Reporter } from './Reporter';
import type { ReporterConnection } from './redis/RedisLink';

export type { ReporterConnection } from './redis/RedisLink';

/**
 * Settings of {@link startReporter}.
 * @public
 */
export interface ReporterOptions {
  /** The workers of this process, each with a `name`. */
  workers: readonly Worker[];
  /** The Redis of the queues; the connection of the first worker when absent. */
  connection?: ReporterConnection;
  /** Key prefix of the queues; that of the first worker when absent. */
  prefix?: string;
  /** Time between two reports in ms, 5,000 when absent, at least 100. */
  intervalMs?: number;
  /** Told about lost connections and the like; ignored when absent. */
  onError?: (error: Error) => void;
}

/**
 * A reporter that runs.
 * @public
 */
export interface RunningReporter {
  /** Ends it, after the workers were closed: it says that they were. Never rejects. */
  stop(): Promise<void>;
}

const SHORTEST_INTERVAL_MS = 100;

/**
 * Reports the BullMQ workers of this process to AgentOS and does what the portal asks of them: ping, drain, scale and shut down
 * a worker, cancel a running job. It never throws and never keeps the process alive; while Redis is away it does nothing.
 * @public
 */
export function startReporter(options: ReporterOptions): RunningReporter {
  const onError = (error: Error) => {
    try {
      options.onError?.(error);
    } catch {
      // A callback that fails must not end the process either.
    }
  };
  try {
    const [first] = options.workers;
    const connection = options.connection ?? first?.opts.connection;
    const reporter = new Reporter({
      workers: options.workers,
      connection,
      prefix: options.prefix ?? first?.opts.prefix ?? 'bull',
      intervalMs: Math.max(options.intervalMs ?? REPORT_INTERVAL_MS, SHORTEST_INTERVAL_MS),
      onError,
    });
    return { stop: () => reporter.stop().catch(onError) };
  } catch (error) {
    onError(error as Error);
    return { stop: async () => {} };
  }
}
