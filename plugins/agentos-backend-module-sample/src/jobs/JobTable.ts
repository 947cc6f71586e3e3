import type { JobState } from '@agentos-portal/plugin-agentos-common';
import type { SampleJob } from './SampleJob';

/** Finished jobs that are kept. */
const KEPT = 500;

const FINISHED = new Set<JobState>(['completed', 'failed', 'cancelled', 'lost']);

/** @internal */
export const isFinished = (job: SampleJob): boolean => FINISHED.has(job.state);

/**
 * All live jobs and the last 500 finished ones, counted by queue and state.
 * @internal
 */
export class JobTable {
  private readonly byId = new Map<string, SampleJob>();
  private readonly finishedJobs: SampleJob[] = [];
  private readonly counts = new Map<string, number>();

  add(job: SampleJob) {
    this.byId.set(job.id, job);
    this.adjust(job, 1);
  }

  /** Takes a job out as if it had never been. */
  remove(job: SampleJob) {
    this.unfinish(job);
    this.byId.delete(job.id);
    this.adjust(job, -1);
  }

  /** Gives the job another state, and lets go the job that finished longest ago when too many are kept. */
  move(job: SampleJob, state: JobState) {
    this.unfinish(job);
    this.adjust(job, -1);
    job.state = state;
    this.adjust(job, 1);
    if (!isFinished(job)) return;
    this.finishedJobs.push(job);
    if (this.finishedJobs.length <= KEPT) return;
    const oldest = this.finishedJobs.shift()!;
    this.byId.delete(oldest.id);
    this.adjust(oldest, -1);
  }

  get(id: string): SampleJob | undefined {
    return this.byId.get(id);
  }

  /** Jobs of a queue in one of the states. */
  count(queue: string, ...states: JobState[]): number {
    return states.reduce((sum, state) => sum + (this.counts.get(`${queue}/${state}`) ?? 0), 0);
  }

  /** In the order they were created. */
  all(): SampleJob[] {
    return [...this.byId.values()];
  }

  /** The last finished ones, in the order they finished. */
  lastFinished(limit: number): SampleJob[] {
    return this.finishedJobs.slice(-limit);
  }

  get size() {
    return this.byId.size;
  }

  /** How many are not finished. */
  get live() {
    return this.byId.size - this.finishedJobs.length;
  }

  private unfinish(job: SampleJob) {
    if (!isFinished(job)) return;
    const at = this.finishedJobs.indexOf(job);
    if (at >= 0) this.finishedJobs.splice(at, 1);
  }

  private adjust({ agent, state }: SampleJob, by: number) {
    const key = `${agent.queue}/${state}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }
}
