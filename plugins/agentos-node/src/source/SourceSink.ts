import type { Observation, SourceEvent } from './observation';

/**
 * Where a source reports what it sees between collects. All calls return at once and never throw; what they bring is numbered
 * on receipt, coalesced, and committed in order. One call is one commit's worth: rows and the event that explains them travel together.
 * @public
 */
export interface SourceSink {
  /** Rows that changed and events that happened. */
  report(report: { observations?: Observation[]; events?: SourceEvent[] }): void;
  /** The live feed is proved to work: the sections stay fresh without a collect. */
  alive(sections: string[]): void;
  /** The source lost its system; its sections turn `failed` with this message until a collect succeeds. */
  failed(sections: string[], error: Error): void;
}
