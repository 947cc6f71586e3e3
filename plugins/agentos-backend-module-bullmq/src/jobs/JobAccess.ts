import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { JobHashReader } from './JobHashReader';
import type { KnownJobs } from './KnownJobs';

/**
 * A job as Redis knows it.
 * @internal
 */
export interface JobAddress {
  queue: string;
  jobId: string;
}

/**
 * What reading jobs takes.
 * @internal
 */
export interface JobAccess {
  sourceId: string;
  connection: RedisConnection;
  keys: QueueKeys;
  hashes: JobHashReader;
  known: KnownJobs;
}
