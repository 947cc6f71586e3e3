import type { JobState } from '../model';

/**
 * The answer of `GET /jobs/counts`: jobs in the index by state, also those that their source no longer has.
 * @public
 */
export interface JobCounts {
  total: number;
  states: Record<JobState, number>;
  /** When the counters were read, ISO 8601. */
  at: string;
}
