import type { WorkerPlan } from './SampleWorker';

/** Up to this rate the plain plan has slots to spare. */
const PLAIN_JOBS_PER_MINUTE = 240;

// `index` and `summarise` have one worker each: while it is silent, nobody consumes the queue, and the portal says so.
const PLANS: WorkerPlan[] = [
  { name: 'fetch-1', hostname: 'sample-1', queues: ['fetch'], concurrency: 2 },
  {
    name: 'fetch-2',
    hostname: 'sample-2',
    queues: ['fetch', 'split'],
    concurrency: 2,
  },
  { name: 'split-1', hostname: 'sample-1', queues: ['split'], concurrency: 2 },
  {
    name: 'extract-1',
    hostname: 'sample-1',
    queues: ['extract'],
    concurrency: 2,
  },
  {
    name: 'extract-2',
    hostname: 'sample-2',
    queues: ['extract', 'classify'],
    concurrency: 1,
  },
  {
    name: 'classify-1',
    hostname: 'sample-2',
    queues: ['classify'],
    concurrency: 2,
  },
  { name: 'embed-1', hostname: 'sample-3', queues: ['embed'], concurrency: 2 },
  { name: 'embed-2', hostname: 'sample-4', queues: ['embed'], concurrency: 2 },
  { name: 'index-1', hostname: 'sample-3', queues: ['index'], concurrency: 2 },
  {
    name: 'summarise-1',
    hostname: 'sample-3',
    queues: ['summarise'],
    concurrency: 3,
  },
  {
    name: 'review-1',
    hostname: 'sample-4',
    queues: ['review', 'report'],
    concurrency: 2,
  },
  {
    name: 'report-1',
    hostname: 'sample-4',
    queues: ['report'],
    concurrency: 1,
  },
  {
    name: 'dedupe-1',
    hostname: 'sample-3',
    queues: ['dedupe'],
    concurrency: 1,
  },
  {
    name: 'verify-1',
    hostname: 'sample-4',
    queues: ['verify', 'dedupe'],
    concurrency: 2,
  },
];

/**
 * The workers for a rate: always the same fourteen on four sample hosts, with more slots each when the rate needs them.
 * @internal
 */
export function workerPlans(jobsPerMinute: number): WorkerPlan[] {
  const factor = Math.max(1, jobsPerMinute / PLAIN_JOBS_PER_MINUTE);
  return PLANS.map(plan => ({
    ...plan,
    concurrency: Math.ceil(plan.concurrency * factor),
  }));
}
