import type { Observation, SourceEvent } from './observation';

/**
 * Where a source reports what it sees between collects. Reports return at once and never throw; what they bring is numbered
 * on receipt, coalesced, and committed in order. One call is one commit's worth: rows and the event that explains them travel together.
 * @public
 */
export interface SourceSink {
  /** Rows that changed and events that happened. */
  report(report: { observations?: Observation[]; events?: SourceEvent[] }): void;
  /**
   * Resolves when everything reported until now is committed: a position in a stream that is saved after it skips nothing after a crash.
   * @throws when this replica no longer leads, or the store is away for longer than some seconds
   */
  committed(): Promise<void>;
  /** The live feed is proved to work: the sections stay fresh without a collect. */
  alive(sections: string[]): void;
  /** Something that happened to jobs was lost on the way: they are read again by `listJobs`, when the flood is over. */
  missedJobs(): void;
  /** The source lost its system; its sections turn `failed` with this message until a collect succeeds. */
  failed(sections: string[], error: Error): void;
}
