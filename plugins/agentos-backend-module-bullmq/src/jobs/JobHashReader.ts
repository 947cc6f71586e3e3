import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { JobAddress } from './JobAccess';
import { JOB_HASH_FIELDS, type JobHash, parseJobHash } from './JobHash';

/**
 * Reads the hashes of many jobs at once: one command a job, one round trip.
 * @internal
 */
export class JobHashReader {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: QueueKeys,
  ) {}

  /**
   * @returns one answer for each job, in order; undefined when it has no hash
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(jobs: JobAddress[]): Promise<Array<JobHash | undefined>> {
    const replies = await this.connection.run(
      jobs.map(({ queue, jobId }) => ['HMGET', this.keys.of(queue, jobId), ...JOB_HASH_FIELDS]),
    );
    return replies.map(parseJobHash);
  }
}
