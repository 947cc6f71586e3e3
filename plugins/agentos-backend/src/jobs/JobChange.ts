import type { JobRecord } from './JobRecord';

/**
 * What counters and groups look at.
 * @internal
 */
export type CountedJob = Pick<JobRecord, (typeof COUNTED_COLUMNS)[number]>;

/** @internal */
export const COUNTED_COLUMNS = [
  'id',
  'rev',
  'instance',
  'source',
  'queue',
  'state',
  'name',
  'agent',
  'fingerprint',
  'created_at',
  'finished_at',
  'changed_at',
] as const;

/**
 * A job as it was in the index and as it is now; absent = not in it.
 * @internal
 */
export interface JobChange {
  before?: CountedJob;
  after?: JobRecord;
}
