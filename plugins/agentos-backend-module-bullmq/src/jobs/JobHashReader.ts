import { errorFingerprint } from '@agentos-portal/plugin-agentos-common';
import { parseJson, type RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { QueueKeys } from '../redis/QueueKeys';
import { readShortFields } from '../redis/readShortFields';
import type { JobAddress } from './JobAccess';
import { JOB_HASH_FIELDS, type JobHash, parseJobHash } from './JobHash';

/** The stack of the last failed attempt. */
function lastStack(text: string | undefined): string | undefined {
  const stacks = text === undefined ? undefined : parseJson(text);
  const last: unknown = Array.isArray(stacks) ? stacks.at(-1) : undefined;
  return typeof last === 'string' ? last : undefined;
}

/**
 * Reads the hashes of many jobs at once: one command a job, one round trip; two more of both for those that failed.
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
    const keys = jobs.map(({ queue, jobId }) => this.keys.of(queue, jobId));
    const replies = await this.connection.run(keys.map(key => ['HMGET', key, ...JOB_HASH_FIELDS]));
    const hashes = replies.map(parseJobHash);
    await this.addFingerprints(keys, hashes);
    return hashes;
  }

  private async addFingerprints(keys: string[], hashes: ReadonlyArray<JobHash | undefined>) {
    const failed = keys.flatMap((key, index) => {
      const hash = hashes[index];
      return hash?.failedReason === undefined ? [] : [{ key, hash, message: hash.failedReason }];
    });
    const stacks = await readShortFields(
      this.connection,
      failed.map(({ key }) => key),
      'stacktrace',
    );
    failed.forEach(({ hash, message }, index) => {
      hash.fingerprint = errorFingerprint({ message, stack: lastStack(stacks[index]) }).id;
    });
  }
}
