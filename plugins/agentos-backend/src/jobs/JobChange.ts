import type { JobRecord } from './JobRecord';

/**
 * What counters and groups look at.
 * @internal
 */
export type CountedJob = Pick<
  JobRecord,
  'id' | 'rev' | 'instance' | 'source' | 'queue' | 'state' | 'created_at'
>;

/** @internal */
export const COUNTED_COLUMNS = ['id', 'rev', 'instance', 'source', 'queue', 'state', 'created_at'] as const;

/**
 * A job as it was in the index and as it is now; absent = not in it.
 * @internal
 */
export interface JobChange {
  before?: CountedJob;
  after?: CountedJob;
}
