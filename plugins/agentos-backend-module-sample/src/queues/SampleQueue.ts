import type { SampleJob } from '../jobs/SampleJob';

const rank = ({ priority = 0, place = 0 }: SampleJob) => [priority, place];

const goesBefore = (a: SampleJob, b: SampleJob) => {
  const [priority, place] = rank(a);
  const [otherPriority, otherPlace] = rank(b);
  return priority === otherPriority ? place < otherPlace : priority < otherPriority;
};

/**
 * Jobs that are ready to run: by priority, then by the place they took when they became ready.
 * @internal
 */
export class SampleQueue {
  private readonly ready: SampleJob[] = [];
  /** A paused queue hands out no jobs. */
  paused = false;

  constructor(readonly name: string) {}

  put(job: SampleJob) {
    let at = this.ready.length;
    while (at > 0 && goesBefore(job, this.ready[at - 1])) at -= 1;
    this.ready.splice(at, 0, job);
  }

  take(): SampleJob | undefined {
    return this.ready.shift();
  }

  /** Takes a job out, wherever it stands. */
  remove(job: SampleJob) {
    const at = this.ready.indexOf(job);
    if (at >= 0) this.ready.splice(at, 1);
  }

  /** The next one to be taken; none while the queue is paused. */
  get head(): SampleJob | undefined {
    return this.paused ? undefined : this.ready[0];
  }

  /** The one that has been ready for longest. */
  get oldest(): SampleJob | undefined {
    let oldest: SampleJob | undefined = this.ready[0];
    for (const job of this.ready) {
      if (job.readyAt!.mark < oldest!.readyAt!.mark) oldest = job;
    }
    return oldest;
  }
}
