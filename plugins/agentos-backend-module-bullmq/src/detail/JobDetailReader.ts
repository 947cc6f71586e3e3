import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { JobDetail, JobLogLine } from '@agentos-portal/plugin-agentos-node';
import type { JobAccess, JobAddress } from '../jobs/JobAccess';
import { JOB_LISTS } from '../jobs/jobLists';
import { applyList } from '../jobs/JobReader';
import { jobRow } from '../jobs/jobRow';
import type { KnownJob } from '../jobs/KnownJobs';
import { cut, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import { readJobFlow } from './jobFlow';
import { attemptsOf, errorOf, timelineOf } from './jobHistory';
import { readJobPayload } from './jobPayload';

const LOG_LINES = 1_000;
const LOG_LINE_LENGTH = 16_384;

/**
 * Reads everything BullMQ keeps of one job.
 * @internal
 */
export class JobDetailReader {
  constructor(private readonly access: JobAccess) {}

  /**
   * @returns undefined when there is no such job
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(address: JobAddress): Promise<JobDetail | undefined> {
    const job = await this.current(address);
    if (!job) return undefined;
    const { connection, keys, sourceId } = this.access;
    const key = keys.of(address.queue, address.jobId);
    const [payload, flow] = await Promise.all([
      readJobPayload(connection, key),
      readJobFlow(sourceId, connection, keys, key),
    ]);
    const { values, omitted } = payload;
    const stacks = Array.isArray(values.stacktrace) ? values.stacktrace.map(String) : [];
    const isDone = job.state === 'completed';
    return {
      job: jobRow(sourceId, job),
      args: values.data,
      result: isDone ? values.returnvalue : undefined,
      omitted: { args: omitted.data, result: isDone ? omitted.returnvalue : undefined },
      attempts: attemptsOf(job, stacks),
      timeline: timelineOf(job),
      error: errorOf(job, stacks),
      flow,
    };
  }

  /**
   * The last lines a processor logged; BullMQ keeps neither their time nor a level.
   * @returns undefined when there is no such job
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async readLogs({ queue, jobId }: JobAddress): Promise<JobLogLine[] | undefined> {
    const key = this.access.keys.of(queue, `${jobId}:logs`);
    const [timestamp, length, lines] = await this.access.connection.run([
      ['HGET', this.access.keys.of(queue, jobId), 'timestamp'],
      ['LLEN', key],
      ['LRANGE', key, -LOG_LINES, -1],
    ]);
    if (typeof timestamp !== 'string') return undefined;
    const texts = (lines as string[] | undefined) ?? [];
    const first = (toCount(length) ?? 0) - texts.length + 1;
    return texts.map((text, index) => ({
      line: first + index,
      text: cut(text, LOG_LINE_LENGTH),
    }));
  }

  // The lists say where the job is now; what the feed knows adds the times that they do not have.
  private async current({ queue, jobId }: JobAddress) {
    const [hash] = await this.access.hashes.read([{ queue, jobId }]);
    // Schedulers and the parts of a queue have keys that look like a job's: only a job has the time of its creation.
    if (hash?.createdAt === undefined) return undefined;
    const places = await this.access.connection.run(
      JOB_LISTS.map(({ range, part }) => [
        range === 'LRANGE' ? 'LPOS' : 'ZSCORE',
        this.access.keys.of(queue, part),
        jobId,
      ]),
    );
    const index = places.findIndex(place => (place ?? undefined) !== undefined);
    const job: KnownJob = {
      ...this.access.known.get(queue, jobId),
      id: rowId(this.access.sourceId, queue, jobId),
      queue,
      jobId,
      state: 'unknown',
      change: 0,
    };
    const nowhere = {
      state: 'unknown' as const,
      reason: 'in none of the lists of its queue',
    };
    applyList(job, JOB_LISTS[index] ?? nowhere, hash);
    return job;
  }
}
