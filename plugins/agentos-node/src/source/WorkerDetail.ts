import type { JsonObject } from '@backstage/types';

/**
 * What a source knows of a worker besides its row; `null` is not known.
 * @public
 */
export interface WorkerDetail extends JsonObject {
  /** Process id. */
  pid: number | null;
  /** Names of the tasks it can run, each followed by `[name=value …]` where something is set for it. */
  tasks: string[] | null;
  /** Settings in force that are safe to show, by name. */
  settings: JsonObject | null;
  /** Queues it consumes, in detail. */
  queues: Array<{ name: string; exchange: string | null; routingKey: string | null }>;
  pool: {
    implementation: string | null;
    /** Process ids. */
    processes: number[];
    /** Jobs it takes ahead. */
    prefetch: number | null;
    autoscale: { min: number; max: number } | null;
  };
}
