/**
 * Failures that are one and the same by their fingerprint, over sources.
 * @public
 */
export interface FailureGroup {
  fingerprint: string;
  type: string | null;
  /** Message of its first failure, redacted. */
  message: string;
  /** Jobs that failed so: as often as they did, also jobs that are no longer in the index. */
  count: number;
  firstSeenAt: string;
  lastSeenAt: string;
  /** At most 20 of each, the most frequent first. */
  queues: string[];
  names: string[];
  sources: string[];
  /** Row id of the job that failed last. */
  exampleJobId: string;
}

/**
 * The answer of `GET /failures`, the last seen first.
 * @public
 */
export interface FailurePage {
  items: FailureGroup[];
  nextCursor: string | null;
}
