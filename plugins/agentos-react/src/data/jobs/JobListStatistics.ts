/**
 * What the lists of jobs in this tab did since it was opened.
 * @public
 */
export interface JobListStatistics {
  /** Lists that were opened and were there, young enough. */
  hits: number;
  /** Lists that were opened and had to be read. */
  misses: number;
  /** Lists that were opened while somebody else was reading them: no second request. */
  dedups: number;
  /** Requests that failed. */
  errors: number;
  /** Failed requests after which the last rows were still shown. */
  staleServed: number;
  /** Requests for a page. */
  pages: number;
  /** Times that rows were changed in place by what came live. */
  patches: number;
}

/** @internal */
export const NO_LIST_STATISTICS: JobListStatistics = {
  hits: 0,
  misses: 0,
  dedups: 0,
  errors: 0,
  staleServed: 0,
  pages: 0,
  patches: 0,
};
