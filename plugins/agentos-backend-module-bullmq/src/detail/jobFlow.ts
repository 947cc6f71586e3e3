import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { JobDetail } from '@agentos-portal/plugin-agentos-node';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';

/** Children told of one job. */
const CHILDREN = 500;

const scanned = (reply: unknown): string[] => (reply as [string, string[]] | undefined)?.[1] ?? [];

const scannedFields = (reply: unknown): string[] => scanned(reply).filter((_, index) => index % 2 === 0);

/**
 * Parent and children of a job, those that ended as well.
 * @param key - of the job
 * @returns undefined when it is in no flow
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function readJobFlow(
  sourceId: string,
  connection: RedisConnection,
  keys: QueueKeys,
  key: string,
): Promise<JobDetail['flow']> {
  const [parentKey, waiting, ended, ignored, failed] = await connection.run([
    ['HGET', key, 'parentKey'],
    ['SSCAN', `${key}:dependencies`, 0, 'COUNT', CHILDREN],
    ['HSCAN', `${key}:processed`, 0, 'COUNT', CHILDREN],
    ['HSCAN', `${key}:failed`, 0, 'COUNT', CHILDREN],
    ['ZRANGE', `${key}:unsuccessful`, 0, CHILDREN - 1],
  ]);
  const rowsOf = (jobKeys: string[]) =>
    jobKeys.slice(0, CHILDREN).flatMap(jobKey => {
      const job = keys.parseJob(jobKey);
      return job ? [rowId(sourceId, job.queue, job.jobId)] : [];
    });
  const [parent] = rowsOf(typeof parentKey === 'string' ? [parentKey] : []);
  const children = rowsOf([
    ...scanned(waiting),
    ...scannedFields(ended),
    ...scannedFields(ignored),
    ...((failed as string[] | undefined) ?? []),
  ]);
  return parent || children.length > 0 ? { parent, children } : undefined;
}
