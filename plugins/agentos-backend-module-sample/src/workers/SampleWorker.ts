import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Moment } from '../engine/Moment';
import type { Identity } from '../identity';
import type { JobRun } from '../jobs/JobRun';
import type { SampleJob } from '../jobs/SampleJob';

/**
 * A worker as it is set up.
 * @internal
 */
export interface WorkerPlan {
  name: string;
  hostname: string;
  queues: readonly string[];
  /** Jobs it runs at once. */
  concurrency: number;
}

/**
 * A worker of the engine. Only the engine changes it.
 * @internal
 */
export class SampleWorker {
  readonly id: string;
  /** It runs. The engine itself notices its end by `present` only. */
  alive = false;
  /** The engine takes it for alive: its last heartbeat is not too old. */
  present = false;
  /** It is given no further jobs; what it runs goes on. */
  draining = false;
  startedAt: Moment | undefined;
  lastHeartbeatAt: Moment | undefined;
  /** Jobs finished since it started, and those of them that failed. */
  processed = 0;
  failed = 0;
  /** When it got a job last, in the order of all such moments. */
  lastGiven = 0;
  /** Jobs that were given to it and not taken back. */
  readonly held = new Map<SampleJob, JobRun>();

  constructor(
    { source }: Identity,
    readonly plan: WorkerPlan,
  ) {
    this.id = rowId(source, plan.name);
  }

  /** Share of its slots in use, from 0 to 1. */
  get load() {
    return this.held.size / this.plan.concurrency;
  }

  consumes(queue: string) {
    return this.plan.queues.includes(queue);
  }
}
