import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { type QueueActivity, Readings } from '../queues/QueueActivity';
import type { QueueCounter } from '../queues/QueueCounter';
import type { JobAccess, JobAddress } from './JobAccess';
import type { JobHash } from './JobHash';
import { JOB_LISTS, type JobList, rangeOf } from './jobLists';
import { hasEnded } from './jobRow';
import { markCancelled } from './markCancelled';
import { type KnownJob, updateFromHash } from './KnownJobs';

/** Running jobs read of one queue. @internal */
export const ACTIVE_LIMIT = 500;

/** Jobs of other states that are shown, over all queues. @internal */
export const LAST_CHANGED_LIMIT = 200;

const READING_MS = 15_000;

interface Listed extends JobAddress {
  list: JobList;
}

/** @internal */
export interface JobReaderOptions extends JobAccess {
  activity: QueueActivity;
  counter: Pick<QueueCounter, 'refresh' | 'isEmpty'>;
  clock: Clock;
}

/** Brings a job to where a list and its hash have it. @internal */
export function applyList(job: KnownJob, list: Pick<JobList, 'state' | 'reason' | 'retries'>, hash: JobHash) {
  updateFromHash(job, hash);
  const failedBefore = hash.failedReason !== undefined && hash.attemptsMade > 0;
  job.state = list.retries && failedBefore ? 'retrying' : list.state;
  job.reason = list.reason;
  markCancelled(job);
}

const agrees = (job: KnownJob, list: JobList) =>
  job.hash !== undefined &&
  (job.state === list.state ||
    (job.state === 'retrying' && list.retries) ||
    (job.state === 'cancelled' && list.cancelled));

/**
 * Reads the lists of queues and compares them with the known jobs: what the feed missed is repaired, and only hashes that say
 * something new are read.
 * @internal
 */
export class JobReader {
  private readonly readings: Readings<{ allActive: boolean }>;
  private running: Promise<void> | undefined;

  constructor(private readonly options: JobReaderOptions) {
    this.readings = new Readings(options.activity, options.clock, READING_MS);
  }

  /** False when a queue runs more jobs than are read. */
  hasAllActive(queues: readonly string[]): boolean {
    return queues.every(queue => this.readings.get(queue)?.allActive);
  }

  /**
   * Reads what changed since the last time; whoever asks meanwhile waits for the same read.
   * @throws ServiceUnavailableError when Redis does not answer
   */
  refresh(queues: readonly string[]): Promise<void> {
    this.running ??= this.read(queues).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async read(queues: readonly string[]) {
    const { known, hashes, counter } = this.options;
    await counter.refresh(queues);
    const due = this.readings.due(queues);
    const before = known.changes;
    const keep = due.map(queue => this.readings.begin(queue));
    const lists = await this.readLists(due, queues.length);

    const listed = new Set(lists.map(({ queue, jobId }) => `${queue}\n${jobId}`));
    const dueQueues = new Set(due);
    const missing = known
      .all()
      .filter(job => dueQueues.has(job.queue) && !hasEnded(job) && !listed.has(`${job.queue}\n${job.jobId}`));
    const changed = lists.filter(({ queue, jobId, list }) => {
      const job = known.get(queue, jobId);
      return !job || !agrees(job, list);
    });
    const read = await hashes.read([...changed, ...missing]);

    // The feed may have brought something newer meanwhile.
    const isOlder = ({ queue, jobId }: JobAddress) => (known.get(queue, jobId)?.change ?? 0) <= before;
    changed.forEach(({ queue, jobId, list }, index) => {
      const hash = read[index];
      if (!isOlder({ queue, jobId })) return;
      if (hash) applyList(known.add(queue, jobId), list, hash);
      else known.delete(queue, jobId);
    });
    missing.forEach((job, index) => {
      const hash = read[changed.length + index];
      if (!isOlder(job)) return;
      // All that run were read; of those that wait only some.
      if (!hash || job.state === 'processing') known.delete(job.queue, job.jobId);
      else updateFromHash(job, hash);
    });
    due.forEach((queue, index) => {
      const active = lists.filter(job => job.queue === queue && job.list.part === 'active');
      keep[index]({ allActive: active.length < ACTIVE_LIMIT });
    });
  }

  private async readLists(queues: string[], total: number): Promise<Listed[]> {
    const { connection, keys, counter } = this.options;
    const share = Math.max(5, Math.ceil(LAST_CHANGED_LIMIT / Math.max(total, 1)));
    const asked = queues.flatMap(queue =>
      JOB_LISTS.filter(({ part }) => !counter.isEmpty(queue, part)).map(list => ({ queue, list })),
    );
    const replies = await connection.run(
      asked.map(({ queue, list }) =>
        rangeOf(list, queue, keys, 0, list.state === 'processing' ? ACTIVE_LIMIT : share),
      ),
    );
    return asked.flatMap(({ queue, list }, index) =>
      ((replies[index] as string[] | undefined) ?? []).map(jobId => ({
        queue,
        jobId,
        list,
      })),
    );
  }
}
