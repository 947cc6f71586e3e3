import { FlowProducer, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { waitFor } from '../waitFor.mjs';

/** Longer than a number of JavaScript holds: a payload that was rounded shows. */
export const ORDER_NUMBER = '76543210987654321098';

/** As a producer in another language writes it. */
const ORDER = `{"order":${ORDER_NUMBER},"rate":0.10,"customer":{"id":42,"email":"someone@example.com","token":"not-shown"},"lines":[{"sku":"A-1","count":2},{"sku":"B-7","count":1}],"dryRun":false}`;

const LARGE_BYTES = 1_500_000;

/** A source of these queues, as app-config has it. */
export const orderSource = redisUrl => ({
  id: 'shop',
  type: 'bullmq',
  redis: { url: redisUrl },
  queues: ['orders', 'invoices', 'archive'],
});

class StockError extends Error {
  name = 'StockError';
}

function checkStock(order) {
  throw new StockError(`no stock for order ${order}`);
}

/**
 * Queues with a job of each kind that a page shows: failed with attempts and an exact number, running with a log that grows, completed,
 * too large, waiting, and a flow. The worker runs in the process of the test.
 */
export class OrderQueues {
  static async start(redisUrl) {
    const queues = new OrderQueues(redisUrl);
    try {
      await queues.fill();
      return queues;
    } catch (error) {
      await queues.close();
      throw error;
    }
  }

  constructor(redisUrl) {
    this.connection = { url: redisUrl };
    this.redis = new Redis(redisUrl);
    this.orders = new Queue('orders', { connection: this.connection });
    this.invoices = new Queue('invoices', { connection: this.connection });
    this.archive = new Queue('archive', { connection: this.connection });
    this.flows = new FlowProducer({ connection: this.connection });
    this.released = new Promise(resolve => {
      this.release = resolve;
    });
  }

  id(queue, jobId) {
    return `shop.${queue}.${jobId}`;
  }

  async fill() {
    await this.archive.pause();
    await this.archive.add('archive.order', { order: 1 }, { jobId: 'waiting' });
    await this.orders.upsertJobScheduler(
      'nightly',
      { pattern: '0 3 * * *', tz: 'UTC' },
      { name: 'order.sweep' },
    );
    await this.orders.upsertJobScheduler('heartbeat', { every: 3_600_000 }, { name: 'order.sweep' });
    this.workers = ['orders', 'invoices'].map(
      name => new Worker(name, job => this.run(job), { connection: this.connection, concurrency: 4 }),
    );
    this.workers.forEach(worker => worker.on('error', () => {}));

    await this.addBroken('broken', { attempts: 3, backoff: { type: 'fixed', delay: 300 } });
    for (const jobId of ['broken-2', 'broken-3', 'broken-4']) await this.addBroken(jobId, {});
    await this.orders.add('order.import', { order: 7 }, { jobId: 'done' });
    await this.orders.add('order.import', { text: 'x'.repeat(LARGE_BYTES) }, { jobId: 'large' });
    await this.orders.add('order.export', { order: 8 }, { jobId: 'running' });
    await this.flows.add({
      name: 'invoice.close',
      queueName: 'invoices',
      data: { month: '2026-10' },
      opts: { jobId: 'close' },
      children: ['draft', 'tax', 'later'].map(jobId => ({
        name: `invoice.${jobId}`,
        queueName: 'invoices',
        data: {},
        opts: { jobId, delay: jobId === 'later' ? 3_600_000 : 0 },
      })),
    });
    await waitFor('the orders to fail', async () => (await this.orders.getFailedCount()) >= 4);
    await waitFor('the orders to end', async () => (await this.orders.getCompletedCount()) >= 2);
    await waitFor('the export', async () => (await this.orders.getJobState('running')) === 'active');
  }

  /** A job whose data is a text of another language: `JSON.stringify` could not have written it. */
  async addBroken(jobId, options) {
    await this.orders.pause();
    await this.orders.add('order.import', {}, { jobId, ...options });
    await this.redis.hset(`bull:orders:${jobId}`, 'data', ORDER);
    await this.orders.resume();
  }

  /** What the data of a job is now, as it stands in Redis. */
  data(jobId) {
    return this.redis.hget(`bull:orders:${jobId}`, 'data');
  }

  async run(job) {
    if (job.id === 'running') return this.export(job);
    if (job.data.dryRun === false) checkStock(job.id.length);
    await job.log(`order ${job.data.order} checked`);
    return { invoice: 'R-1', total: 12.5 };
  }

  async export(job) {
    for (let line = 1; ; line += 1) {
      await job.log(`exported ${line} rows of order 8`);
      await job.updateProgress(Math.min(90, line));
      const isOver = await Promise.race([
        this.released.then(() => true),
        new Promise(resolve => {
          setTimeout(resolve, 400, false);
        }),
      ]);
      if (isOver) return { rows: line };
    }
  }

  async close() {
    this.release();
    await Promise.all((this.workers ?? []).map(worker => worker.close()));
    await Promise.all([this.orders.close(), this.invoices.close(), this.archive.close(), this.flows.close()]);
    this.redis.disconnect();
  }
}
