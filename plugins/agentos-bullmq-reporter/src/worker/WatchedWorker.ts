import type { Job, Worker } from 'bullmq';
import { JOB_LIMIT, type WorkerReport, type WorkerState } from '../protocol';
import { endAsCancelled } from './endAsCancelled';

interface Tracking {
  lockManager?: { getTrackedJobIds?(): string[] };
}

/**
 * Counts what a worker does, and acts on it.
 * @internal
 */
export class WatchedWorker {
  private readonly jobs = new Map<string, { job: Job; reported: boolean; missed: boolean }>();
  private readonly listeners: Array<() => void> = [];
  private processed = 0;
  private failed = 0;
  private ending: 'closing' | 'closed' | undefined;

  /** @param onState - called when its state changed */
  constructor(
    readonly worker: Worker,
    onState: () => void,
  ) {
    const listen = (event: string, listener: (...args: any[]) => void) => {
      worker.on(event as 'drained', listener);
      this.listeners.push(() => worker.off(event as 'drained', listener));
    };
    const end = (ending: 'closing' | 'closed') => () => {
      this.ending = ending;
      onState();
    };
    listen('active', (job: Job) => {
      if (job.id !== undefined) this.jobs.set(job.id, { job, reported: false, missed: false });
    });
    listen('completed', (job: Job) => this.ended(job, false));
    listen('failed', (job: Job | undefined) => this.ended(job, true));
    listen('paused', onState);
    listen('resumed', onState);
    listen('closing', end('closing'));
    listen('closed', end('closed'));
  }

  /** undefined for a worker without a name: jobs and connections do not tell those apart. */
  get name(): string | undefined {
    return this.worker.opts.name || undefined;
  }

  get queue(): string {
    return this.worker.name;
  }

  get state(): WorkerState {
    if (this.ending) return this.ending;
    return this.worker.isPaused() ? 'draining' : 'running';
  }

  report(): WorkerReport | undefined {
    if (this.name === undefined) return undefined;
    this.forgetReleased();
    return {
      queue: this.queue,
      name: this.name,
      state: this.state,
      concurrency: Math.ceil(this.worker.concurrency),
      active: this.jobs.size,
      jobs: Array.from(this.jobs.keys()).slice(0, JOB_LIMIT),
      processed: this.processed,
      failed: this.failed,
    };
  }

  has(jobId: string): boolean {
    return this.jobs.has(jobId);
  }

  /**
   * Fires the signal of a job's processor.
   * @returns false when the processor takes no signal
   */
  cancel(jobId: string, reason: string | undefined): boolean {
    const cancelled = this.worker.cancelJob(jobId, reason);
    const running = this.jobs.get(jobId);
    // In time although the signal has fired: what the processor throws arrives in a later turn.
    if (cancelled && running) endAsCancelled(running.job, reason);
    return cancelled;
  }

  stop() {
    for (const remove of this.listeners) remove();
  }

  private ended(job: Job | undefined, failed: boolean) {
    // Of a job that stalled in another process this worker tells as well. And a job that is tried again at once may be active
    // before the end of its attempt before is told: each attempt has an object of its own.
    if (job?.id === undefined || this.jobs.get(job.id)?.job !== job) return;
    this.jobs.delete(job.id);
    // After a failed attempt that is followed by another one the job has not finished.
    if (failed && job.finishedOn === undefined) return;
    this.processed += 1;
    if (failed) this.failed += 1;
  }

  // A job that its processor gave back (to wait, for its children, for the rate limit) ends without an event.
  private forgetReleased() {
    const tracked = (this.worker as unknown as Tracking).lockManager?.getTrackedJobIds?.();
    if (!tracked) return;
    const ids = new Set(tracked);
    for (const [id, running] of this.jobs) {
      // BullMQ tracks a job some time after it said that it is active, and lets it go some time before it tells the end.
      if (!running.reported || ids.has(id)) Object.assign(running, { reported: true, missed: false });
      else if (running.missed) this.jobs.delete(id);
      else running.missed = true;
    }
  }
}
