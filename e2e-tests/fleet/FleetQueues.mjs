import { Queue } from 'bullmq';
import { waitFor } from '../waitFor.mjs';

const NAMES = [
  'fetch',
  'split',
  'extract',
  'classify',
  'embed',
  'index',
  'summarise',
  'review',
  'report',
  'dedupe',
  'verify',
];
/** Lists of jobs that are ready to run; the paused one is gone from BullMQ 6. */
const QUEUED = ['waiting', 'paused', 'prioritized'];
const LISTS = [...QUEUED, 'delayed', 'active', 'failed', 'completed'];

/** The queues of the fleet, seen through BullMQ's own API. */
export class FleetQueues {
  names = NAMES;

  constructor(redisUrl) {
    this.queues = NAMES.map(name => {
      const queue = new Queue(name, {
        connection: { url: redisUrl },
        skipMetasUpdate: true,
      });
      // It connects again by itself while Redis is away.
      queue.on('error', () => {});
      return queue;
    });
  }

  /** Counts by queue, under the names that the portal uses. */
  async counts() {
    const counts = await Promise.all(
      this.queues.map(async queue => {
        const of = await queue.getJobCounts(...LISTS);
        const queued = QUEUED.reduce((sum, list) => sum + (of[list] ?? 0), 0);
        const { delayed, active, failed, completed } = of;
        return [queue.name, { queued, scheduled: delayed, processing: active, failed, completed }];
      }),
    );
    return Object.fromEntries(counts);
  }

  /**
   * Stops a worker process while it runs a job of a queue, so that it can be
   * killed in the middle of it.
   * @returns id of the job
   */
  async holdRunningJob(name, pid) {
    const queue = this.queues.find(candidate => candidate.name === name);
    const running = async () => {
      const jobs = await queue.getActive();
      return jobs.find(job => job?.processedBy?.includes(`-${pid}@`))?.id;
    };
    return waitFor(`a job of ${name} in process ${pid}`, async () => {
      if ((await running()) === undefined) return undefined;
      process.kill(pid, 'SIGSTOP');
      const id = await running();
      if (id === undefined) process.kill(pid, 'SIGCONT');
      return id;
    });
  }

  async close() {
    await Promise.all(this.queues.map(queue => queue.close()));
  }
}
