import { Job } from 'bullmq';

/**
 * Writes progress and log lines of a job in order, without making the agent
 * wait for Redis.
 *
 * @internal
 */
export class JobReports {
  private written: Promise<unknown> = Promise.resolve();
  private percent = 0;

  constructor(
    private readonly job: Pick<Job, 'updateProgress' | 'log'>,
    private readonly onError: (error: Error) => void,
  ) {}

  /** @param fraction - from 0 to 1; BullMQ keeps whole percents */
  progress(fraction: number): void {
    const percent = Math.round(fraction * 100);
    if (percent !== this.percent) {
      this.percent = percent;
      this.write(() => this.job.updateProgress(percent));
    }
  }

  log(level: string, message: string): void {
    this.write(() => this.job.log(`${level}: ${message}`));
  }

  /** Resolves when everything reported so far is written. Never rejects. */
  async flush(): Promise<void> {
    await this.written;
  }

  private write(action: () => Promise<unknown>): void {
    // A lost report must not fail the work it reports on.
    this.written = this.written.then(action).catch(this.onError);
  }
}
