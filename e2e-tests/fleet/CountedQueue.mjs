import { Queue, Worker } from 'bullmq';
import { waitFor } from '../waitFor.mjs';

const WORK_MS = 180_000;

/** A queue whose jobs a test makes, and whose worker counts how often each of them ran. */
export class CountedQueue {
  constructor({ redisUrl, name, prefix = 'bull' }) {
    this.connection = { url: redisUrl };
    this.name = name;
    this.prefix = prefix;
    this.queue = new Queue(name, { connection: this.connection, prefix });
    this.queue.on('error', () => {});
  }

  /** Adds jobs that wait, numbered from `first` on. */
  async addWaiting(count, { first = 0 } = {}) {
    await this.queue.addBulk(
      Array.from({ length: count }, (_, index) => ({
        name: `${this.name}.document`,
        data: {},
        opts: { jobId: `j${first + index}` },
      })),
    );
  }

  /** Adds jobs, numbered from `first` on, that fail with a message; answers when all have. */
  async addFailed(count, { message = 'no text', first = 0 } = {}) {
    const before = await this.queue.getFailedCount();
    await this.addWaiting(count, { first });
    await this.#work(
      async () => {
        throw new Error(message);
      },
      async () => (await this.queue.getFailedCount()) === before + count,
    );
  }

  /** Runs everything that waits, until so many have completed; answers how often each job ran. */
  async complete(count) {
    return this.#work(
      async () => {},
      async () => (await this.queue.getCompletedCount()) === count,
    );
  }

  /** Takes one job and runs it until the answer is called. */
  async hold(jobId) {
    let release;
    const released = new Promise(done => {
      release = done;
    });
    const worker = this.#worker(async () => released);
    await waitFor(`job ${jobId} to run`, async () => (await this.queue.getJobState(jobId)) === 'active');
    return async () => {
      release();
      await worker.close();
    };
  }

  async #work(processor, isDone) {
    const runs = new Map();
    const worker = this.#worker(async job => {
      runs.set(job.id, (runs.get(job.id) ?? 0) + 1);
      await processor(job);
    });
    await waitFor(`the jobs of ${this.name}`, isDone, WORK_MS);
    await worker.close();
    return runs;
  }

  #worker(processor) {
    const { connection, prefix } = this;
    const worker = new Worker(this.name, processor, { connection, prefix, concurrency: 100 });
    worker.on('error', () => {});
    return worker;
  }

  async close() {
    await this.queue.close();
  }
}
