import { QueueKeys } from '../redis/QueueKeys';
import type { WorkerConnection } from '../workers/ClientList';
import { AbandonedJobs, abandonedReason } from './AbandonedJobs';
import { KnownJobs } from './KnownJobs';

const other: WorkerConnection = { queue: 'embed', worker: 'other', host: undefined };
const own: WorkerConnection = { queue: 'embed', worker: 'own', host: undefined };

function setUp(before: WorkerConnection[], now: WorkerConnection[], during = () => {}) {
  const job = new KnownJobs('queues').add('embed', '1');
  job.state = 'processing';
  job.hash = { worker: 'own', attemptsMade: 0, delayMs: 0 };
  const asked: unknown[] = [];
  const jobs = new AbandonedJobs(
    { read: async () => before, readNow: async () => now },
    {
      run: async commands => {
        asked.push(...commands);
        during();
        return commands.map(() => 2_500);
      },
    },
    new QueueKeys('bull'),
  );
  return { job, jobs, asked };
}

describe('AbandonedJobs', () => {
  it('gives a reason to a job whose worker is gone', async () => {
    const { job, jobs, asked } = setUp([other], [other]);
    await jobs.mark([job]);
    expect(job.reason).toBe('worker own is gone; lock expires in 3 s');
    expect(asked).toEqual([['PTTL', 'bull:embed:1:lock']]);
  });

  it('takes the reason away when the worker is there', async () => {
    const { job, jobs, asked } = setUp([own], []);
    job.reason = 'worker own is gone; lock expires in 3 s';
    await jobs.mark([job]);
    expect(job.reason).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('does not blame a worker that has just connected', async () => {
    const { job, jobs } = setUp([], [own]);
    await jobs.mark([job]);
    expect(job.reason).toBeUndefined();
  });

  it('says nothing of a job that ended meanwhile', async () => {
    const { job, jobs } = setUp([], [], () => {
      job.state = 'completed';
    });
    await jobs.mark([job]);
    expect(job.reason).toBeUndefined();
  });

  it('knows nothing when Redis does not tell who is connected', async () => {
    const { job } = setUp([], []);
    const refuse = async () => {
      throw new Error('NOPERM');
    };
    await new AbandonedJobs(
      { read: refuse, readNow: refuse },
      { run: async () => [] },
      new QueueKeys('bull'),
    ).mark([job]);
    expect(job.reason).toBeUndefined();
  });
});

describe('abandonedReason', () => {
  it('says what will become of the job', () => {
    expect(abandonedReason(undefined, -2, true)).toBe(
      'its worker is gone; lock expired, another worker will find the job stalled',
    );
    expect(abandonedReason('w', undefined, false)).toBe(
      'worker w is gone; lock expired, and no worker is there to find the job stalled',
    );
  });
});
