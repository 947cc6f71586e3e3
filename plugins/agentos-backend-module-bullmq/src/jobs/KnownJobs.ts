import { type JobState, rowId } from '@agentos-portal/plugin-agentos-common';
import type { JobHash } from './JobHash';

/**
 * A job as far as the feed and the collects have seen it. The four times are those of stream entries, by Redis' clock.
 * @internal
 */
export interface KnownJob {
  /** Row id. */
  readonly id: string;
  readonly queue: string;
  readonly jobId: string;
  name?: string;
  state: JobState;
  reason?: string;
  error?: string;
  progress?: number;
  /** As last read. */
  hash?: JobHash;
  createdAt?: number;
  readyAt?: number;
  activeAt?: number;
  endedAt?: number;
  /** Number of the feed's last change to it, see {@link KnownJobs.changes}. */
  change: number;
}

const key = (queue: string, jobId: string) => `${queue}\n${jobId}`;

/**
 * The jobs that changed last, at most `limit` of them: what a row needs and the stream says only once (the name, when the job
 * became ready) is kept here, and a job that left Redis when it completed can still be shown.
 * @internal
 */
export class KnownJobs {
  private readonly jobs = new Map<string, KnownJob>();
  private changeCount = 0;

  constructor(
    private readonly sourceId: string,
    private readonly limit = 5_000,
  ) {}

  /** Counts the changes the feed made: a read that began before a change does not undo it. */
  get changes(): number {
    return this.changeCount;
  }

  get(queue: string, jobId: string): KnownJob | undefined {
    return this.jobs.get(key(queue, jobId));
  }

  /** The job, made when it is not known; its state is `unknown` then. */
  add(queue: string, jobId: string): KnownJob {
    const job = this.get(queue, jobId) ?? {
      id: rowId(this.sourceId, queue, jobId),
      queue,
      jobId,
      state: 'unknown',
      change: 0,
    };
    // Inserted anew: the order of the map is the order of changes.
    this.jobs.delete(key(queue, jobId));
    this.jobs.set(key(queue, jobId), job);
    if (this.jobs.size > this.limit) {
      this.jobs.delete(this.jobs.keys().next().value!);
    }
    return job;
  }

  /** Notes that the feed changed it. */
  changed(job: KnownJob) {
    this.changeCount += 1;
    job.change = this.changeCount;
  }

  delete(queue: string, jobId: string) {
    this.jobs.delete(key(queue, jobId));
  }

  /** Forgets what may no longer be true. */
  forgetQueue(queue: string) {
    for (const [jobKey, job] of this.jobs) {
      if (job.queue === queue) this.jobs.delete(jobKey);
    }
  }

  all(): KnownJob[] {
    return Array.from(this.jobs.values());
  }
}

/** Takes over what its hash says. @internal */
export function updateFromHash(job: KnownJob, hash: JobHash) {
  job.hash = hash;
  job.name = hash.name ?? job.name;
  job.error = hash.failedReason;
  job.progress = hash.progress ?? job.progress;
}
